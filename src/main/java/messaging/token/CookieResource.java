package messaging.token;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.Optional;
import messaging.settings.Settings;
import messaging.transaction.Retried;

/** Signing in, going on and signing out for the server's own pages: the refresh token stays in a cookie. */
@Path("token/cookie")
@RequestScoped
@Retried
@Produces(MediaType.APPLICATION_JSON)
public class CookieResource {
    @Inject
    private SignIn signIn;

    @Inject
    private TokenService service;

    @Inject
    private Settings settings;

    @Context
    private HttpServletRequest request;

    @POST
    @Path("/")
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    public Response signIn(@NotNull @Valid Credentials body, @HeaderParam(HttpHeaders.USER_AGENT) String device) {
        RefreshCookie.requireOwnPage(request);
        return answer(signIn.signIn(body, Objects.requireNonNullElse(device, ""), request.getRemoteAddr()));
    }

    @POST
    @Path("refresh/")
    @PermitAll
    public Response refresh(
            @CookieParam(RefreshCookie.NAME) String token, @HeaderParam("Idempotency-Key") String idempotencyKey) {
        RefreshCookie.requireOwnPage(request);
        return Optional.ofNullable(token)
                .flatMap(known -> service.refresh(known, Optional.ofNullable(idempotencyKey)))
                .map(this::answer)
                .orElseThrow(NotAuthenticated::badToken);
    }

    @POST
    @Path("logout/")
    @PermitAll
    public Response signOut(@CookieParam(RefreshCookie.NAME) String token) {
        RefreshCookie.requireOwnPage(request);
        Optional.ofNullable(token).ifPresent(service::signOut);
        return Response.noContent().cookie(RefreshCookie.removed(request)).build();
    }

    private Response answer(TokenPair pair) {
        return Response.ok(new AccessView(pair.access()))
                .cookie(RefreshCookie.holding(pair.refresh(), settings.tokens().idleLifetime(), request))
                .build();
    }
}
