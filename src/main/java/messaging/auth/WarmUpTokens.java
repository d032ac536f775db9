package messaging.auth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Lets this server, and no other one, accept the access token of a sign-in that was rolled back, so that it can send requests
 * to itself. Such a token is signed like every other one; its account and session do not exist, so there is nothing that it
 * could give access to. It is accepted for {@code REVOCATION_SECONDS} at most.
 */
@ApplicationScoped
public class WarmUpTokens {
    @Inject
    private AccessTokenVerifier tokens;

    /**
     * Accepts a token as that of an ordinary user. The account does not count as seen.
     *
     * @param token an access token of this server
     */
    public void accept(String token) {
        tokens.accept(token);
    }

    /** Stops accepting these tokens. */
    public void revokeAll() {
        tokens.clearRights();
    }
}
