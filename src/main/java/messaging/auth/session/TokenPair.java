package messaging.auth.session;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Answer of a sign-in and of a refresh.
 *
 * @param refresh good once, for the next pair
 * @param access good for requests until it expires
 */
@Schema(description = "A refresh token, good once, and an access token for requests")
public record TokenPair(
        @Schema(
                description = "JWT, good once, for the next pair",
                required = true,
                examples = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl")
        String refresh,

        @Schema(
                description = "JWT for 'Authorization: Bearer'",
                required = true,
                examples = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl")
        String access) {
    /** Leaves the tokens out. */
    @Override
    public String toString() {
        return "TokenPair[]";
    }
}
