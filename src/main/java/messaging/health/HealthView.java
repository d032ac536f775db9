package messaging.health;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whether the server works.
 *
 * @param status {@code UP} or {@code DOWN}: all together
 * @param database {@code UP} or {@code DOWN}
 */
@Schema(name = "Health", description = "Whether the server and its database work")
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
