package messaging.paging;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import messaging.paging.Cursor.Side;

/**
 * Composes the page at a cursor from two runs of items that start at the cursor and lead away from it. Each run is a range of
 * an index. A run reads one item more than the page needs, which shows whether the list continues on that side.
 *
 * @param page the requested page
 * @param side the side of the cursor on which the page lies
 * @param value returns an item's value of the cursor column
 * @param <T> type of an item
 */
public record CursorRuns<T>(PageQuery page, Side side, ToLongFunction<T> value) {
    /**
     * Returns how many smaller items to read.
     *
     * @return 1 or more
     */
    public int smallerLimit() {
        return side == Side.AFTER ? 1 : page.limit() + 1;
    }

    /**
     * Returns how many larger items to read.
     *
     * @return 1 or more
     */
    public int largerLimit() {
        return side == Side.BEFORE ? 1 : page.limit() + 1;
    }

    /**
     * Composes the page.
     *
     * @param smaller the items before the cursor, nearest first
     * @param larger the items after the cursor, nearest first; with {@code AROUND}, the item at the cursor is among the
     *     smaller ones
     * @param count size of the whole list
     * @return the page with the cursors of its neighbors
     */
    public Slice<T> slice(List<T> smaller, List<T> larger, long count) {
        var taken = Taken.of(side, page.limit(), smaller.size(), larger.size());
        var items = new ArrayList<>(smaller.subList(0, taken.smaller()));
        Collections.reverse(items);
        items.addAll(larger.subList(0, taken.larger()));
        return slice(items, next(smaller, taken.smaller()), next(larger, taken.larger()), count);
    }

    /**
     * Composes a page before or after the cursor from the run on that side.
     *
     * @param run the items on that side, nearest first
     * @param other value of the nearest item on the other side; empty if none exists. If the run is not empty, only its
     *     presence matters
     * @param count number of items in the whole list
     * @return the page with the cursors of its neighbors
     */
    public Slice<T> slice(List<T> run, OptionalLong other, long count) {
        var size = Math.min(page.limit(), run.size());
        var items = new ArrayList<>(run.subList(0, size));
        if (side == Side.AFTER) {
            return slice(items, other, next(run, size), count);
        }
        Collections.reverse(items);
        return slice(items, next(run, size), other, count);
    }

    private OptionalLong next(List<T> run, int taken) {
        return run.stream().skip(taken).limit(1).mapToLong(value).findFirst();
    }

    // From an empty page, the links lead to the nearest item, even if it is far from the cursor.
    private Slice<T> slice(List<T> items, OptionalLong nextSmaller, OptionalLong nextLarger, long count) {
        var downwards = nextSmaller.isEmpty()
                ? Optional.<Cursor>empty()
                : Optional.of(new Cursor(
                        Side.BEFORE,
                        items.isEmpty() ? nextSmaller.getAsLong() + 1 : value.applyAsLong(items.get(0)),
                        false));
        var upwards = nextLarger.isEmpty()
                ? Optional.<Cursor>empty()
                : Optional.of(new Cursor(
                        Side.AFTER,
                        items.isEmpty() ? nextLarger.getAsLong() - 1 : value.applyAsLong(items.get(items.size() - 1)),
                        false));
        if (page.isDescending()) {
            Collections.reverse(items);
            return new Slice<>(count, items, Optional.of(new Slice.Neighbors(downwards, upwards)));
        }
        return new Slice<>(count, items, Optional.of(new Slice.Neighbors(upwards, downwards)));
    }

    /** The number of items of each run that are on the page. */
    private record Taken(int smaller, int larger) {
        static Taken of(Side side, int limit, int smaller, int larger) {
            return switch (side) {
                case BEFORE -> new Taken(Math.min(limit, smaller), 0);
                case AFTER -> new Taken(0, Math.min(limit, larger));
                case AROUND -> {
                    // Half of the page each, or more of one side if the other has less.
                    var before = Math.min(smaller, Math.max(limit - limit / 2, limit - larger));
                    yield new Taken(before, Math.min(larger, limit - before));
                }
            };
        }
    }
}
