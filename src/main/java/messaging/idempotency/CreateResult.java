package messaging.idempotency;

import java.util.Objects;

/**
 * What an idempotent creation returns: the new resource, or the existing one.
 *
 * @param value the resource in its current state
 * @param isNew whether this request created it
 * @param <T> the resource
 */
public record CreateResult<T>(T value, boolean isNew) {
    /** Requires a resource. */
    public CreateResult {
        Objects.requireNonNull(value);
    }
}
