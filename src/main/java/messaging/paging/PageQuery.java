package messaging.paging;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import messaging.text.TextFolding;

/**
 * The validated query parameters of a list.
 *
 * @param limit maximum number of items in the response, 1 or more
 * @param offset number of items to skip, 0 or more
 * @param terms words that every item must contain, each in some field
 * @param order columns to sort by, most significant first; never empty
 * @param cursor position from which to read instead of the offset; the order is then that of the list's cursor column
 */
public record PageQuery(int limit, int offset, List<Term> terms, List<Order> order, Optional<Cursor> cursor) {
    /** Copies the lists. */
    public PageQuery {
        terms = List.copyOf(terms);
        order = List.copyOf(order);
    }

    /**
     * Creates a query without a cursor.
     *
     * @param limit maximum number of items in the response, 1 or more
     * @param offset number of items to skip, 0 or more
     * @param terms words that every item must contain
     * @param order columns to sort by
     */
    public PageQuery(int limit, int offset, List<Term> terms, List<Order> order) {
        this(limit, offset, terms, order, Optional.empty());
    }

    /**
     * Returns the order as an SQL clause, for queries by {@link ListOptions} that name columns.
     *
     * @return the list after {@code ORDER BY}
     */
    public String orderBy() {
        return order.stream()
                .map(step -> step.attribute() + (step.descending() ? " DESC" : ""))
                .collect(Collectors.joining(", "));
    }

    /**
     * Returns whether the list is sorted descending by its first column.
     *
     * @return true for the largest value first
     */
    public boolean isDescending() {
        return order.get(0).descending();
    }

    /**
     * A column of a sort order.
     *
     * @param attribute SQL column, or attribute of an entity with dots for a path
     * @param descending whether the largest value comes first
     */
    public record Order(String attribute, boolean descending) {}

    /**
     * A search term.
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
