package messaging.health;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The health of the server.
 *
 * @param status {@code UP} or {@code DOWN} overall
 * @param database {@code UP} or {@code DOWN}
 */
@Schema(name = "Health", description = "Health of the server and its database")
public record HealthView(
        @Schema(
                examples = "UP",
                enumeration = {"UP", "DOWN"},
                required = true)
        String status,

        @Schema(
                examples = "UP",
                enumeration = {"UP", "DOWN"},
                required = true)
        String database) {}
