package messaging.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Optional;

/**
 * Turns a good bearer token into the caller of the request (RFC 6750). A missing or bad token is no error here, because
 * public addresses ignore the header: {@link AccessGuard} refuses it where it matters.
 */
@ApplicationScoped
public class BearerAuthentication implements HttpAuthenticationMechanism {
    /** Attribute of a request whose token could not be judged: why. */
    private static final String FAILURE = "messaging.token.failure";

    private static final String SCHEME = "bearer ";
    private static final String AUTH_TYPE = "jakarta.servlet.http.authType";

    @Inject
    private AccessTokens tokens;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        // Without this Liberty reads "Authorization: Basic" itself, and fails at one that is malformed.
        context.getMessageInfo().getMap().put(AUTH_TYPE, "BEARER");
        return bearer(request)
                .flatMap(token -> judge(token, request))
                .map(token -> context.notifyContainerAboutLogin(token, token.getGroups()))
                .orElseGet(context::doNothing);
    }

    // The container would make a refusal of it. It is none, and what is public needs no judgement.
    private Optional<AccessToken> judge(String token, HttpServletRequest request) {
        try {
            return tokens.judge(token);
        } catch (RuntimeException e) {
            request.setAttribute(FAILURE, e);
            return Optional.empty();
        }
    }

    /**
     * Returns why a request has no caller.
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

    /** The token of a request, if it has one at all. Of two headers nobody knows which one a proxy before us read. */
    static Optional<String> bearer(HttpServletRequest request) {
        return Optional.of(Collections.list(request.getHeaders("Authorization")))
                .filter(headers -> headers.size() == 1)
                .map(headers -> headers.get(0))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip());
    }
}
