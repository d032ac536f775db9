package messaging;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Contact;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.servers.Server;

/** The REST API under {@code /api/v1} (S-API-1). Resources are found by scanning. */
@ApplicationPath("api/v1")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Messaging API",
                        version = "1",
                        description =
                                "Users, conversations and messages. The canonical path ends in a slash; the same path"
                                        + " without it is equivalent. Errors are problem details (RFC 9457). Pages of"
                                        + " the origins in CORS_ALLOWED_ORIGINS can call the API and read the response"
                                        + " headers ETag, Location, Retry-After, WWW-Authenticate and X-Request-Id."
                                        + " Examples work on a server with the test data, for the user kwame or, under"
                                        + " Administration, an administrator.",
                        contact = @Contact(name = "The operator of this server"),
                        license =
                                @License(
                                        name = "Apache-2.0",
                                        url = "https://www.apache.org/licenses/LICENSE-2.0.html")),
        // Operations require a token by default, like the application itself; public ones are marked.
        security = @SecurityRequirement(name = Api.BEARER),
        servers = @Server(url = "/", description = "This server"))
@SecurityScheme(
        securitySchemeName = Api.BEARER,
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        bearerFormat = "JWT",
        description = "The access token of POST /api/v1/token/")
public class Api extends Application {
    /** Name of the bearer scheme in the OpenAPI document. */
    public static final String BEARER = "bearer";
}
