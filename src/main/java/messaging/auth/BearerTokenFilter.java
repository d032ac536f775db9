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
 * token is no error here, because public addresses ignore the header: {@link AuthenticationFilter} refuses it where it matters.
 * web.xml maps it to the API.
 */
public class BearerTokenFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    /** Attribute of a request whose token could not be checked: why. */
    private static final String FAILURE = "messaging.auth.failure";

    private static final String SCHEME = "bearer ";

    @Inject
    private transient AccessTokenVerifier tokens;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // Wrapped with or without a token: what RESTEasy injects as the request is made for the class of the first one
        // that it meets.
        chain.doFilter(
                new AuthenticatedRequest(
                        request,
                        bearer(request).flatMap(token -> check(token, request)).orElse(null)),
                response);
    }

    // The failure is reported only where authentication is required.
    private Optional<AccessToken> check(String token, HttpServletRequest request) {
        try {
            return tokens.authenticate(token);
        } catch (RuntimeException e) {
            request.setAttribute(FAILURE, e);
            return Optional.empty();
        }
    }

    /**
     * Returns why a request has no user principal.
     *
     * @param request without a user principal
     * @return a 401, or what failed while the token was checked
     */
    public static RuntimeException refusal(HttpServletRequest request) {
        if (request.getAttribute(FAILURE) instanceof RuntimeException failure) {
            return failure;
        }
        return bearer(request).isPresent() ? NotAuthenticated.badToken() : NotAuthenticated.noToken();
    }

    /** Returns the token of a request. Two headers count as none: a proxy before this server may have read the other. */
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
