package messaging.auth;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of a refresh and of a sign-out (S-API-3).
 *
 * @param refresh the latest refresh token
 */
@Schema(description = "The latest refresh token of a session")
public record RefreshRequest(
        @Schema(
                required = true,
                examples = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
                description = "The latest refresh token")
        @NotNull
        String refresh) {
    /** Leaves the token out. */
    @Override
    public String toString() {
        return "RefreshRequest[]";
    }
}
