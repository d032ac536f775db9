package messaging.auth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;

/** A request whose user principal is its access token, if that is valid. The container does not authenticate requests. */
final class AuthenticatedRequest extends HttpServletRequestWrapper {
    private static final String AUTH_TYPE = "BEARER";

    // Null without a valid token, as the methods below are.
    private final AccessToken token;

    AuthenticatedRequest(HttpServletRequest request, AccessToken token) {
        super(request);
        this.token = token;
        if (token != null) {
            // CDI injects the container's request, not this one.
            request.setAttribute(AccessToken.ATTRIBUTE, token);
        }
    }

    @Override
    public Principal getUserPrincipal() {
        return token;
    }

    @Override
    public String getRemoteUser() {
        return token == null ? null : token.getName();
    }

    @Override
    public String getAuthType() {
        return token == null ? null : AUTH_TYPE;
    }

    @Override
    public boolean isUserInRole(String role) {
        return token != null && token.getGroups().contains(role);
    }
}
