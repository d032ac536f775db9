package messaging.auth;

import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/**
 * Rejects requests without a valid access token (S-API-4). Resource methods are protected by default: only those annotated
 * with {@link PermitAll} are public.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class AuthenticationFilter implements ContainerRequestFilter {
    @Context
    private ResourceInfo resource;

    @Context
    private HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext context) {
        var method = resource.getResourceMethod(); // Null if JAX-RS itself responds, for example to OPTIONS.
        if (request.getUserPrincipal() != null || method == null || method.isAnnotationPresent(PermitAll.class)) {
            return;
        }
        throw BearerTokenFilter.authenticationError(request);
    }
}
