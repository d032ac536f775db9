package messaging.revision;

import java.util.Objects;

/**
 * A resource in the state that a revision has, which becomes its entity tag.
 *
 * @param view the resource
 * @param revision number of its edits
 * @param <T> the resource
 */
public record Versioned<T>(T view, long revision) {
    /** Requires a resource. */
    public Versioned {
        Objects.requireNonNull(view);
    }
}
