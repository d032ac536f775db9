package messaging.paging;

import java.util.Locale;
import java.util.Objects;

/**
 * A place in a list from which a page is read, at the same cost however far in it is.
 *
 * @param side where the page lies, seen from the place
 * @param at value of the list's cursor attribute, or an item's id
 * @param isId whether {@code at} is an id
 */
public record Cursor(Side side, long at, boolean isId) {
    /** Marks an id where a client writes a cursor. */
    static final String ID_PREFIX = "id:";

    /** Where a page lies, seen from its cursor; smaller values come before larger ones, whatever the list's order. */
    public enum Side {
        /** Smaller values, the nearest ones. */
        BEFORE,
        /** Larger values, the nearest ones. */
        AFTER,
        /** The place itself with its neighbors on both sides. */
        AROUND;

        /**
         * Name of the query parameter.
         *
         * @return in lower case
         */
        public String parameter() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Wants a side. */
    public Cursor {
        Objects.requireNonNull(side);
    }

    /** Name and value of the query parameter. */
    String toQueryParameter() {
        return side.parameter() + "=" + (isId ? ID_PREFIX : "") + at;
    }
}
