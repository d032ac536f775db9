package messaging.auth;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Makes the access token of the request injectable as MicroProfile JWT's {@link JsonWebToken}. An alternative to
 * Liberty's own bean, which supports only callers that Liberty has authenticated.
 */
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
@ApplicationScoped
class AccessTokenProducer {
    private HttpServletRequest request;

    /** For CDI's proxy. */
    protected AccessTokenProducer() {}

    @Inject
    AccessTokenProducer(HttpServletRequest request) {
        this.request = request;
    }

    /**
     * Returns the token of the current request.
     *
     * @return the token
     * @throws NotAuthenticated if the request has no valid token
     */
    @Produces
    JsonWebToken token() {
        if (request.getAttribute(AccessToken.ATTRIBUTE) instanceof AccessToken token) {
            return token;
        }
        throw NotAuthenticated.noToken();
    }
}
