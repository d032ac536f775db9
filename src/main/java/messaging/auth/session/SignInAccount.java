package messaging.auth.session;

import messaging.user.AccountClaims;

/**
 * An account with a password, as it was at the start of a sign-in.
 *
 * @param claims the claims of its access tokens
 * @param passwordHash PHC string
 * @param hasExpiredSessions whether the account has ended sessions that can be deleted
 */
public record SignInAccount(AccountClaims claims, String passwordHash, boolean hasExpiredSessions) {
    /** Leaves the hash out. */
    @Override
    public String toString() {
        return "SignInAccount[" + claims.id() + "]";
    }
}
