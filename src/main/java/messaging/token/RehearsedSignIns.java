package messaging.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Lets this server, and no other one, accept the access token of a sign-in that was rolled back, so that it can send requests
 * to itself. Such a token is signed like every other one; its account and session do not exist, so there is nothing that it
 * could give access to. It is accepted for {@code REVOCATION_SECONDS} at most.
 */
@ApplicationScoped
public class RehearsedSignIns {
    @Inject
    private AccessTokens tokens;

    /**
     * Accepts a token as that of an ordinary user. The account does not count as seen.
     *
     * @param token an access token of this server
     */
    public void admit(String token) {
        tokens.admit(token);
    }

    /** Stops accepting these tokens. */
    public void forget() {
        tokens.forgetAll();
    }
}
