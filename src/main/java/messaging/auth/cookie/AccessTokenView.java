package messaging.auth.cookie;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Answer of a sign-in by cookie: the refresh token goes into the cookie, where no script can read it.
 *
 * @param access good for requests until it expires
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
        return "AccessView[]";
    }
}
