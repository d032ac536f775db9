package messaging.paging;

import java.util.Locale;
import java.util.Objects;

/**
 * A position in a list from which a page is read, at the same cost anywhere in the list.
 *
 * @param side which items around the position are read
 * @param at value of the list's cursor column, or an item's id
 * @param isId whether {@code at} is an id
 */
public record Cursor(Side side, long at, boolean isId) {
    /** Distinguishes an id from a value of the cursor column. */
    static final String ID_PREFIX = "id:";

    /** The side of the cursor on which a page lies. Smaller values are before larger ones in any sort order. */
    public enum Side {
        /** The nearest smaller values. */
        BEFORE,
        /** The nearest larger values. */
        AFTER,
        /** The item at the position and its neighbors on both sides. */
        AROUND;

        /**
         * Returns the name of the query parameter.
         *
         * @return in lower case
         */
        public String parameter() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Requires a side. */
    public Cursor {
        Objects.requireNonNull(side);
    }

    /** Returns the query parameter with its value. */
    String toQueryParameter() {
        return side.parameter() + "=" + (isId ? ID_PREFIX : "") + at;
    }
}
