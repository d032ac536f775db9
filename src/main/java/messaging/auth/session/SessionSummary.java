package messaging.auth.session;

import java.time.Instant;

/**
 * The open sessions of an account.
 *
 * @param account id of the account
 * @param count how many, at least 1
 * @param lastUsedAt when one of them was last used, UTC
 */
public record SessionSummary(long account, long count, Instant lastUsedAt) {}
