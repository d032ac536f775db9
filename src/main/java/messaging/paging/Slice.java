package messaging.paging;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Part of a list, before it knows of HTTP.
 *
 * @param count how many items the whole list has
 * @param items the part asked for
 * @param neighbors where the list goes on on both sides, if it was read from a cursor
 * @param <T> type of an item
 */
public record Slice<T>(long count, List<T> items, Optional<Neighbors> neighbors) {
    /** Copies the items. */
    public Slice {
        items = List.copyOf(items);
    }

    /**
     * Part of a list that was read from an offset.
     *
     * @param count how many items the whole list has
     * @param items the part asked for
     */
    public Slice(long count, List<T> items) {
        this(count, items, Optional.empty());
    }

    /**
     * The pages beside a page that was read from a cursor.
     *
     * @param next the one that follows in the list's order; empty at its end
     * @param previous the one that precedes; empty at its beginning
     */
    public record Neighbors(Optional<Cursor> next, Optional<Cursor> previous) {}

    /**
     * The same part of the list with each item turned into something else.
     *
     * @param mapping for one item
     * @param <R> type of the result
     * @return the mapped slice
     */
    public <R> Slice<R> map(Function<? super T, ? extends R> mapping) {
        return mapAll(all -> all.stream().<R>map(mapping).toList());
    }

    /**
     * The same part of the list with its items turned into something else together.
     *
     * @param mapping for all items, which keeps their order
     * @param <R> type of the result
     * @return the mapped slice
     */
    public <R> Slice<R> mapAll(Function<? super List<T>, ? extends List<R>> mapping) {
        return new Slice<>(count, mapping.apply(items), neighbors);
    }
}
