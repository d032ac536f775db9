package messaging.auth;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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
import messaging.auth.session.TokenPair;
import messaging.auth.session.TokenService;
import messaging.json.Uncompressed;
import messaging.problem.Problem;
import messaging.transaction.Retried;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Sign-in, refresh and sign-out over HTTP (S-API-2, S-API-3). */
@Path("token")
@ApplicationScoped
@Retried
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tokens")
public class TokenResource {
    private Authenticator authenticator;
    private TokenService service;

    @Context
    private HttpServletRequest request;

    /** For RESTEasy, which requires a public constructor. */
    public TokenResource() {}

    @Inject
    TokenResource(Authenticator authenticator, TokenService service) {
        this.authenticator = authenticator;
        this.service = service;
    }

    @POST
    @Path("/")
    @PermitAll
    @Operation(operationId = "signIn", summary = "Sign in")
    @SecurityRequirements
    @APIResponse(
            responseCode = "200",
            description = "The first tokens of a new session",
            headers = @Header(name = "Cache-Control", ref = "NoStore"),
            content = @Content(schema = @Schema(implementation = TokenPair.class)))
    @APIResponse(
            responseCode = "401",
            description = "Wrong username or password, or the account is deactivated",
            headers = @Header(name = "WWW-Authenticate", ref = "WWW-Authenticate"))
    @APIResponse(
            responseCode = "429",
            description = "Too many failed attempts for this account or from this address",
            headers = @Header(name = "Retry-After", ref = "RetryAfter"))
    @Uncompressed
    public Response signIn(
            @NotNull @Valid Credentials body,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.USER_AGENT) String device) {
        return respond(authenticator.signIn(body, Objects.requireNonNullElse(device, ""), request.getRemoteAddr()));
    }

    @POST
    @Path("refresh/")
    @PermitAll
    @Operation(
            operationId = "refreshToken",
            summary = "Refresh tokens",
            description =
                    "Each refresh token can be used once. A second use ends its session, unless it is a retry with the same Idempotency-Key within a minute.")
    @SecurityRequirements
    @APIResponse(
            responseCode = "200",
            description = "The next tokens of the session",
            headers = @Header(name = "Cache-Control", ref = "NoStore"),
            content = @Content(schema = @Schema(implementation = TokenPair.class)))
    @APIResponse(
            responseCode = "401",
            description = "The refresh token is invalid, used or expired",
            headers = @Header(name = "WWW-Authenticate", ref = "WWW-Authenticate"))
    @Uncompressed
    public Response refresh(
            @NotNull @Valid RefreshRequest body, @HeaderParam("Idempotency-Key") String idempotencyKey) {
        return respond(service.refresh(
                        body.refresh(), Optional.ofNullable(idempotencyKey).filter(key -> !key.isBlank()))
                .orElseThrow(NotAuthenticated::badToken));
    }

    @POST
    @Path("logout/")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @PermitAll
    @Operation(
            operationId = "signOut",
            summary = "Sign out",
            description = "Ends the session of the refresh token. An invalid token is ignored.")
    @SecurityRequirements
    @APIResponse(responseCode = "204", description = "The session has ended")
    public void signOut(@NotNull @Valid RefreshRequest body) {
        service.signOut(body.refresh());
    }

    private static Response respond(TokenPair pair) {
        return Response.ok(pair).build();
    }
}
