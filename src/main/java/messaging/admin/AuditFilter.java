package messaging.admin;

import java.time.Instant;
import java.util.Optional;

/**
 * Filters of the audit log.
 *
 * @param actor user ID of the administrator
 * @param action the action
 * @param targetType type of the target
 * @param targetId ID of the target
 * @param from earliest time
 * @param to latest time, exclusive
 */
record AuditFilter(
        Optional<Long> actor,
        Optional<AuditAction> action,
        Optional<TargetType> targetType,
        Optional<Long> targetId,
        Optional<Instant> from,
        Optional<Instant> to) {}
