package messaging.auth.session;

/** The result of checking a refresh token against its session. */
enum RefreshVerdict {
    /** The token is the session's current one. */
    CURRENT,
    /** The token was used before, in a request that the client now retries because it did not receive the response. */
    RETRY,
    /** The token was used before: the client or an attacker has a stolen copy. */
    REUSED
}
