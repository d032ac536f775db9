package messaging.paging;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list, independent of HTTP.
 *
 * @param count number of items in the whole list
 * @param items the requested part
 * @param neighbors the adjacent pages, if the part was read from a cursor
 * @param <T> type of an item
 */
public record Slice<T>(long count, List<T> items, Optional<Neighbors> neighbors) {
    /** Copies the items. */
    public Slice {
        items = List.copyOf(items);
    }

    /**
     * Creates a part that was read from an offset.
     *
     * @param count number of items in the whole list
     * @param items the requested part
     */
    public Slice(long count, List<T> items) {
        this(count, items, Optional.empty());
    }

    /**
     * The pages adjacent to a page that was read from a cursor.
     *
     * @param next the following page in the list's order; empty at the end
     * @param previous the preceding page; empty on the first page
     */
    public record Neighbors(Optional<Cursor> next, Optional<Cursor> previous) {}

    /**
     * Maps each item.
     *
     * @param mapping maps one item
     * @param <R> type of the result
     * @return the mapped part
     */
    public <R> Slice<R> map(Function<? super T, ? extends R> mapping) {
        return mapAll(all -> all.stream().<R>map(mapping).toList());
    }

    /**
     * Maps all items together.
     *
     * @param mapping maps the items and keeps their order
     * @param <R> type of the result
     * @return the mapped part
     */
    public <R> Slice<R> mapAll(Function<? super List<T>, ? extends List<R>> mapping) {
        return new Slice<>(count, mapping.apply(items), neighbors);
    }
}
