package messaging.paging;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import messaging.paging.Cursor.Side;

/**
 * The page beside a cursor, cut out of two runs of items that start at the cursor and lead away from it. Each run is a
 * range of an index. One item more than needed, or a single one of the side that isn't asked for, shows whether the list
 * continues there.
 *
 * @param page which part is asked for
 * @param side where it lies, seen from the cursor
 * @param value the value of the cursor attribute of an item
 * @param <T> type of an item
 */
public record CursorRuns<T>(PageQuery page, Side side, ToLongFunction<T> value) {
    /**
     * Returns how many items of the run of smaller values are needed.
     *
     * @return 1 or more
     */
    public int smallerLimit() {
        return side == Side.AFTER ? 1 : page.limit() + 1;
    }

    /**
     * Returns how many items of the run of larger values are needed.
     *
     * @return 1 or more
     */
    public int largerLimit() {
        return side == Side.BEFORE ? 1 : page.limit() + 1;
    }

    /**
     * Cuts the page out of the runs.
     *
     * @param smaller the items before the cursor, the nearest one first
     * @param larger the items after it, the nearest one first; with {@code AROUND}, the item at the cursor is among the
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
     * Cuts a page before or after the cursor out of the run on that side.
     *
     * @param run the items on that side, the nearest one first
     * @param other the value of the nearest item on the other side; empty if there is none. If the run is not empty, only
     *     its presence matters
     * @param count size of the whole list
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

    // From an empty page, the links lead to the nearest item, however far from it the client's number is.
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

    /** How many items of each run are on the page. */
    private record Taken(int smaller, int larger) {
        static Taken of(Side side, int limit, int smaller, int larger) {
            return switch (side) {
                case BEFORE -> new Taken(Math.min(limit, smaller), 0);
                case AFTER -> new Taken(0, Math.min(limit, larger));
                case AROUND -> {
                    // Half and half, or more of one side where the other has less.
                    var before = Math.min(smaller, Math.max(limit - limit / 2, limit - larger));
                    yield new Taken(before, Math.min(larger, limit - before));
                }
            };
        }
    }
}
