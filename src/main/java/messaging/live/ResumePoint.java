package messaging.live;

import java.util.Map;
import java.util.Optional;
import messaging.sync.SyncToken;

/**
 * The position from which a client resumes.
 *
 * @param token sync token of an earlier connection
 * @param versions versions by conversation ID, in place of a token
 */
record ResumePoint(Optional<SyncToken> token, Optional<Map<Long, Long>> versions) {
    static ResumePoint at(Optional<SyncToken> token) {
        return new ResumePoint(token, Optional.empty());
    }
}
