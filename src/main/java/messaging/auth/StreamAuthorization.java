package messaging.auth;

import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import messaging.user.Caller;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The authorization of a live connection, which lasts longer than the request that opened it.
 *
 * @param account id of the account
 * @param session id of the session; empty for a single sign-on token
 * @param expiresAt expiry of the token
 */
public record StreamAuthorization(long account, Optional<Long> session, Instant expiresAt) {

    /**
     * Returns the authorization of a request.
     *
     * @param caller principal of the request, or null
     * @return empty if the request has no valid token
     */
    public static Optional<StreamAuthorization> of(Principal caller) {
        return caller instanceof JsonWebToken token ? Optional.of(of(token)) : Optional.empty();
    }

    private static StreamAuthorization of(JsonWebToken token) {
        return new StreamAuthorization(
                token.<Long>getClaim(Caller.ACCOUNT_CLAIM),
                token.<Object>claim(Caller.SESSION_CLAIM).map(Object::toString).map(Long::valueOf),
                Instant.ofEpochSecond(token.getExpirationTime()));
    }
}
