package messaging.auth;

import java.util.function.Supplier;
import messaging.auth.jwt.VerifiedToken;
import messaging.auth.session.CurrentRights;

/** A verified token with the principal of the latest request that sent it. */
final class CachedToken {
    private final VerifiedToken token;
    private volatile AccessToken principal;

    CachedToken(VerifiedToken token) {
        this.token = token;
    }

    VerifiedToken token() {
        return token;
    }

    /**
     * Returns the principal of a request with this token.
     *
     * @param rights the user's current rights
     * @param create creates the principal if the rights have changed since the last request
     */
    AccessToken principal(CurrentRights rights, Supplier<AccessToken> create) {
        var known = principal;
        if (known == null || !known.hasRights(rights)) {
            known = create.get();
            principal = known;
        }
        return known;
    }
}
