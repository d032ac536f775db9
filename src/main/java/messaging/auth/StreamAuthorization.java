package messaging.auth;

import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import messaging.user.Caller;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * What an access token gives for longer than a request: a stream is open until it ends.
 *
 * @param account id of the account
 * @param session in which the account is signed in; empty for one that signs in elsewhere
 * @param expiresAt when the token expires
 */
public record StreamAuthorization(long account, Optional<Long> session, Instant expiresAt) {

    /**
     * The grant of a request.
     *
     * @param caller principal of the request, or null
     * @return empty if the request has no good token
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
