package messaging.auth.session;

import java.time.Instant;

/**
 * The active sessions of an account.
 *
 * @param account id of the account
 * @param count number of sessions, at least 1
 * @param lastUsedAt latest use of any of them, UTC
 */
public record SessionSummary(long account, long count, Instant lastUsedAt) {}
