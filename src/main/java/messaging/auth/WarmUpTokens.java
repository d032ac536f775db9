package messaging.auth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Makes this server, and no other, accept the access token of a sign-in that was rolled back, so that it can send requests to
 * itself during the warm-up. The token is signed, but its account and session do not exist, so it gives access to nothing. It
 * is accepted for at most {@code REVOCATION_SECONDS}.
 */
@ApplicationScoped
public class WarmUpTokens {
    private AccessTokenVerifier verifier;

    /** For CDI's proxy. */
    protected WarmUpTokens() {}

    @Inject
    WarmUpTokens(AccessTokenVerifier verifier) {
        this.verifier = verifier;
    }

    /**
     * Accepts a token as that of an ordinary user. The account does not count as seen.
     *
     * @param token an access token of this server
     */
    public void accept(String token) {
        verifier.accept(token);
    }

    /** Stops accepting these tokens. */
    public void revokeAll() {
        verifier.clearRights();
    }
}
