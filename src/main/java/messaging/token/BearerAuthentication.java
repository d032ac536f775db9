package messaging.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/**
 * Turns a good bearer token into the caller of the request (RFC 6750). A missing or bad token is no error here, because
 * public addresses ignore the header: {@link AccessGuard} refuses it where it matters.
 */
@ApplicationScoped
public class BearerAuthentication implements HttpAuthenticationMechanism {
    private static final String SCHEME = "bearer ";

    @Inject
    private AccessTokens tokens;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        return bearer(request)
                .flatMap(tokens::judge)
                .map(token -> context.notifyContainerAboutLogin(token, token.getGroups()))
                .orElseGet(context::doNothing);
    }

    /** The token of a request, if it has one at all. */
    static Optional<String> bearer(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip());
    }
}
