package messaging.auth.cookie;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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
import messaging.auth.Authenticator;
import messaging.auth.Credentials;
import messaging.auth.NotAuthenticated;
import messaging.auth.session.TokenPair;
import messaging.auth.session.TokenService;
import messaging.json.Uncompressed;
import messaging.problem.Problem;
import messaging.settings.Settings;
import messaging.transaction.Retried;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Sign-in, refresh and sign-out for the server's own pages over HTTP: the refresh token stays in a cookie. */
@Path("token/cookie")
@ApplicationScoped
@Retried
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tokens")
public class CookieResource {
    private Authenticator authenticator;
    private TokenService service;
    private Settings settings;

    @Context
    private HttpServletRequest request;

    /** For RESTEasy, which requires a public constructor. */
    public CookieResource() {}

    @Inject
    CookieResource(Authenticator authenticator, TokenService service, Settings settings) {
        this.authenticator = authenticator;
        this.service = service;
        this.settings = settings;
    }

    @POST
    @Path("/")
    @PermitAll
    @Operation(
            operationId = "signInWithCookie",
            summary = "Sign in with a refresh cookie",
            description = "For the server's own pages.")
    @SecurityRequirements
    @APIResponse(
            responseCode = "200",
            description = "The access token; the cookie holds the first refresh token of a new session",
            headers = @Header(name = "Set-Cookie", ref = "RefreshCookie"),
            content = @Content(schema = @Schema(implementation = AccessTokenView.class)))
    @APIResponse(
            responseCode = "401",
            description = "Wrong username or password, or the account is deactivated",
            headers = @Header(name = "WWW-Authenticate", ref = "WWW-Authenticate"))
    @APIResponse(responseCode = "403", description = "A page of another site sent the request")
    @APIResponse(
            responseCode = "429",
            description = "Too many failed attempts for this account or from this address",
            headers = @Header(name = "Retry-After", ref = "RetryAfter"))
    @Uncompressed
    public Response signIn(
            @NotNull @Valid Credentials body,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.USER_AGENT) String device) {
        RefreshCookie.requireSameSite(request);
        return respond(authenticator.signIn(body, Objects.requireNonNullElse(device, ""), request.getRemoteAddr()));
    }

    @POST
    @Path("refresh/")
    @PermitAll
    @Operation(
            operationId = "refreshWithCookie",
            summary = "Refresh tokens with the cookie",
            description = "For the server's own pages.")
    @SecurityRequirements
    @APIResponse(
            responseCode = "200",
            description = "The access token; the cookie holds the next refresh token",
            headers = @Header(name = "Set-Cookie", ref = "RefreshCookie"),
            content = @Content(schema = @Schema(implementation = AccessTokenView.class)))
    @APIResponse(
            responseCode = "401",
            description = "The cookie is missing, or its refresh token is invalid, used or expired",
            headers = @Header(name = "WWW-Authenticate", ref = "WWW-Authenticate"))
    @APIResponse(responseCode = "403", description = "A page of another site sent the request")
    @Uncompressed
    public Response refresh(
            @CookieParam(RefreshCookie.NAME) String token, @HeaderParam("Idempotency-Key") String idempotencyKey) {
        RefreshCookie.requireSameSite(request);
        return Optional.ofNullable(token)
                .flatMap(known -> service.refresh(
                        known, Optional.ofNullable(idempotencyKey).filter(key -> !key.isBlank())))
                .map(this::respond)
                .orElseThrow(NotAuthenticated::badToken);
    }

    @POST
    @Path("logout/")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @PermitAll
    @Operation(
            operationId = "signOutWithCookie",
            summary = "Sign out and remove the cookie",
            description = "For the server's own pages. A missing or invalid cookie is ignored.")
    @SecurityRequirements
    @APIResponse(
            responseCode = "204",
            description = "The session has ended",
            headers = @Header(name = "Set-Cookie", ref = "RefreshCookie"))
    @APIResponse(responseCode = "403", description = "A page of another site sent the request")
    public Response signOut(@CookieParam(RefreshCookie.NAME) String token) {
        RefreshCookie.requireSameSite(request);
        Optional.ofNullable(token).ifPresent(service::signOut);
        return Response.noContent().cookie(RefreshCookie.expired(request)).build();
    }

    private Response respond(TokenPair pair) {
        return Response.ok(new AccessTokenView(pair.access()))
                .cookie(RefreshCookie.of(pair.refresh(), settings.tokens().idleLifetime(), request))
                .build();
    }
}
