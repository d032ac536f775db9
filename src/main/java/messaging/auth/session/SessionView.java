package messaging.auth.session;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A session.
 *
 * @param id identifier
 * @param device name that the client sent at sign-in
 * @param address the client's network address at sign-in
 * @param createdAt time of the sign-in, UTC
 * @param lastUsedAt time of the latest refresh, UTC
 * @param expiresAt end of the session at the latest, UTC
 * @param current whether this request belongs to the session
 */
@Schema(name = "Session", description = "A sign-in on one device")
public record SessionView(
        @Schema(examples = "7", required = true) long id,

        @Schema(examples = "curl/8.5.0", required = true) String device,

        @Schema(examples = "192.0.2.1", required = true) String address,

        @Schema(name = "created_at", examples = "2026-01-31T09:30:00.123456Z", required = true)
        Instant createdAt,

        @Schema(name = "last_used_at", examples = "2026-01-31T09:30:00.123456Z", required = true)
        Instant lastUsedAt,

        @Schema(name = "expires_at", examples = "2026-01-31T09:30:00.123456Z", required = true)
        Instant expiresAt,

        @Schema(examples = "true", required = true, description = "Whether this request belongs to the session")
        boolean current) {
    static SessionView of(Session session, long current) {
        return new SessionView(
                session.id(),
                session.device(),
                session.address(),
                session.createdAt(),
                session.lastUsedAt(),
                session.expiresAt(),
                session.id() == current);
    }
}
