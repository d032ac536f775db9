package messaging.paging;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import messaging.text.TextFolding;

/**
 * Which part of a list is asked for, checked.
 *
 * @param limit most items in the answer, 1 or more
 * @param offset items before the first one, 0 or more
 * @param terms what every item must contain, each in some field
 * @param order by what to sort, most significant first; never empty
 * @param cursor place from which to read, in place of the offset; the order is then that of the list's cursor attribute
 */
public record PageQuery(int limit, int offset, List<Term> terms, List<Order> order, Optional<Cursor> cursor) {
    /** Copies the lists. */
    public PageQuery {
        terms = List.copyOf(terms);
        order = List.copyOf(order);
    }

    /**
     * A query without a cursor.
     *
     * @param limit most items in the answer, 1 or more
     * @param offset items before the first one, 0 or more
     * @param terms what every item must contain
     * @param order by what to sort
     */
    public PageQuery(int limit, int offset, List<Term> terms, List<Order> order) {
        this(limit, offset, terms, order, Optional.empty());
    }

    /**
     * The same query for another window of the list.
     *
     * @param otherLimit most items
     * @param otherOffset items before the first one
     * @return the query
     */
    public PageQuery withWindow(int otherLimit, int otherOffset) {
        return new PageQuery(otherLimit, otherOffset, terms, order, cursor);
    }

    /**
     * Whether the first step of the order is downwards.
     *
     * @return true for largest first
     */
    public boolean isDescending() {
        return order.get(0).descending();
    }

    /**
     * One step of a sort order.
     *
     * @param attribute attribute of the entity, with dots for a path
     * @param descending largest first
     */
    public record Order(String attribute, boolean descending) {}

    /**
     * A word to search for.
     *
     * @param verbatim as the client wrote it
     * @param folded as {@link TextFolding} folds it, never empty
     */
    public record Term(String verbatim, String folded) {
        // After an emoji, some keyboards send a variation selector that the emoji does not need.
        private static final Pattern PRESENTATION = Pattern.compile("\\uFE0F$");

        /**
         * Folds a word.
         *
         * @param word as the client wrote it
         * @return the term; its folded form may be empty
         */
        public static Term of(String word) {
            return new Term(
                    PRESENTATION.matcher(word).replaceAll(""),
                    TextFolding.fold(word).strip());
        }
    }
}
