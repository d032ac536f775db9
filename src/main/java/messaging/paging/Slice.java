package messaging.paging;

import java.util.List;
import java.util.function.Function;

/**
 * Part of a list, before it knows of HTTP.
 *
 * @param count how many items the whole list has
 * @param items the part asked for
 * @param <T> type of an item
 */
public record Slice<T>(long count, List<T> items) {
    /** Copies the items. */
    public Slice {
        items = List.copyOf(items);
    }

    /**
     * The same part of the list with each item turned into something else.
     *
     * @param mapping for one item
     * @param <R> type of the result
     * @return the mapped slice
     */
    public <R> Slice<R> map(Function<? super T, ? extends R> mapping) {
        return new Slice<>(count, items.stream().<R>map(mapping).toList());
    }
}
