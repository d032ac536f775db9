package messaging.admin;

import java.time.Instant;
import java.util.Optional;

/**
 * Which audit entries are asked for.
 *
 * @param actor id of the administrator
 * @param action what was done
 * @param targetType kind of thing that it was done to
 * @param targetId its id
 * @param from the first moment
 * @param to the first moment after
 */
record AuditFilter(
        Optional<Long> actor,
        Optional<AuditAction> action,
        Optional<TargetType> targetType,
        Optional<Long> targetId,
        Optional<Instant> from,
        Optional<Instant> to) {}
