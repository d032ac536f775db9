package messaging.auth.cookie;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Response to a sign-in or refresh with a cookie. The refresh token is in the cookie, which scripts cannot read.
 *
 * @param access token for requests, valid until it expires
 */
@Schema(name = "AccessToken", description = "An access token for requests; the refresh token is in the cookie")
public record AccessTokenView(
        @Schema(
                description = "JWT for 'Authorization: Bearer'",
                required = true,
                examples = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl")
        String access) {
    /** Leaves the token out. */
    @Override
    public String toString() {
        return "AccessTokenView[]";
    }
}
