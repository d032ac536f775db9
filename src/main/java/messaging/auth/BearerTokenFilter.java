package messaging.auth;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Authenticates requests by their bearer token (RFC 6750): a valid token becomes the user principal. A missing or invalid
 * token is not an error here, because public operations ignore the header; {@link AuthenticationFilter} rejects it for all
 * others. Mapped to the API in web.xml.
 */
public class BearerTokenFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    /** Request attribute with the exception of a token that could not be verified. */
    private static final String FAILURE = "messaging.auth.failure";

    private static final String SCHEME = "bearer ";

    @Inject
    private transient AccessTokenVerifier tokens;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // Wrapped with or without a token: RESTEasy injects a proxy for the class of the first request that it
        // receives.
        chain.doFilter(
                new AuthenticatedRequest(
                        request,
                        bearer(request).flatMap(token -> verify(token, request)).orElse(null)),
                response);
    }

    // Reported only if the operation requires authentication.
    private Optional<AccessToken> verify(String token, HttpServletRequest request) {
        try {
            return tokens.authenticate(token);
        } catch (RuntimeException e) {
            request.setAttribute(FAILURE, e);
            return Optional.empty();
        }
    }

    /**
     * Returns the error of a request that requires authentication.
     *
     * @param request without a user principal
     * @return a 401, or the exception of a token that could not be verified
     */
    public static RuntimeException authenticationError(HttpServletRequest request) {
        if (request.getAttribute(FAILURE) instanceof RuntimeException failure) {
            return failure;
        }
        return bearer(request).isPresent() ? NotAuthenticated.badToken() : NotAuthenticated.noToken();
    }

    /** Returns the token of a request. Two headers count as none, because a proxy may have used the other one. */
    private static Optional<String> bearer(HttpServletRequest request) {
        var headers = request.getHeaders("Authorization");
        if (!headers.hasMoreElements()) {
            return Optional.empty();
        }
        var header = headers.nextElement();
        if (headers.hasMoreElements() || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        return Optional.of(header.substring(SCHEME.length()).strip());
    }
}
