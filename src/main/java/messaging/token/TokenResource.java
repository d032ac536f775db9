package messaging.token;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
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
import messaging.transaction.Retried;

/** Signing in, going on and signing out over HTTP (S-API-2, S-API-3). */
@Path("token")
@RequestScoped
@Retried
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TokenResource {
    @Inject
    private SignIn signIn;

    @Inject
    private TokenService service;

    @Context
    private HttpServletRequest request;

    @POST
    @Path("/")
    @PermitAll
    public Response signIn(@NotNull @Valid Credentials body, @HeaderParam(HttpHeaders.USER_AGENT) String device) {
        return answer(signIn.signIn(body, Objects.requireNonNullElse(device, ""), request.getRemoteAddr()));
    }

    @POST
    @Path("refresh/")
    @PermitAll
    public Response refresh(
            @NotNull @Valid RefreshRequest body, @HeaderParam("Idempotency-Key") String idempotencyKey) {
        return answer(service.refresh(body.refresh(), Optional.ofNullable(idempotencyKey))
                .orElseThrow(NotAuthenticated::badToken));
    }

    @POST
    @Path("logout/")
    @PermitAll
    public void signOut(@NotNull @Valid RefreshRequest body) {
        service.signOut(body.refresh());
    }

    private static Response answer(TokenPair pair) {
        return Response.ok(pair).build();
    }
}
