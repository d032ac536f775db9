package messaging.sync;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.HashMap;
import java.util.Map;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import messaging.problem.ValueFormat;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The versions of the conversations that a client has.
 *
 * @param versions versions by conversation ID
 */
@Schema(name = "KnownVersions", description = "The version of each conversation that the client has")
public record VersionVector(
        @NotNull @Size(max = MAX_CONVERSATIONS) @Schema(ref = "Versions")
        Map<String, Long> versions) {
    /** Maximum number of conversations in a request, more than any user has: it limits the work that a request can cause. */
    public static final int MAX_CONVERSATIONS = 10_000;

    /**
     * Returns the versions by conversation ID.
     *
     * @throws InvalidInput if a key is not a valid ID, or a value not a valid version
     */
    public Map<Long, Long> byId() {
        var byId = new HashMap<Long, Long>();
        versions.forEach((id, version) -> {
            if (!id.matches("[1-9][0-9]{0,17}") || version == null || version < 0) {
                throw new InvalidInput(FieldError.format("versions", ValueFormat.VERSIONS));
            }
            byId.put(Long.valueOf(id), version);
        });
        return byId;
    }
}
