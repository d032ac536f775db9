package messaging.auth.session;

import messaging.user.AccountClaims;

/**
 * An account with a password, as it was when a sign-in began.
 *
 * @param claims what its access tokens say
 * @param passwordHash PHC string
 * @param hasExpiredSessions whether sessions of the account ended so long ago that they can be deleted
 */
public record SignInAccount(AccountClaims claims, String passwordHash, boolean hasExpiredSessions) {
    /** Leaves the hash out. */
    @Override
    public String toString() {
        return "SignInAccount[" + claims.id() + "]";
    }
}
