package messaging.presence;

import java.util.Collection;
import java.util.List;

/**
 * A user came online or went offline. A CDI event.
 *
 * @param user ID of the account
 * @param conversations IDs of the user's conversations
 * @param online the new status
 */
public record PresenceChanged(long user, Collection<Long> conversations, boolean online) {
    /** Copies the IDs. */
    public PresenceChanged {
        conversations = List.copyOf(conversations);
    }
}
