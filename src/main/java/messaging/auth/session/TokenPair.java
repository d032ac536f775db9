package messaging.auth.session;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Response to a sign-in and to a refresh.
 *
 * @param refresh token for the next pair, valid once
 * @param access token for requests, valid until it expires
 */
@Schema(description = "A refresh token, valid once, and an access token for requests")
public record TokenPair(
        @Schema(
                description = "JWT for the next pair, valid once",
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
