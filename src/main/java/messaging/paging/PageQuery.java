package messaging.paging;

import java.util.List;

/**
 * Which part of a list is asked for, checked.
 *
 * @param limit most items in the answer, 1 or more
 * @param offset items before the first one, 0 or more
 * @param terms what every item must contain, each in some field; compared without regard to case and accents
 * @param order by what to sort, most significant first; never empty
 */
public record PageQuery(int limit, int offset, List<String> terms, List<Order> order) {
    /** Copies the lists. */
    public PageQuery {
        terms = List.copyOf(terms);
        order = List.copyOf(order);
    }

    /**
     * One step of a sort order.
     *
     * @param attribute attribute of the entity, with dots for a path
     * @param descending largest first
     */
    public record Order(String attribute, boolean descending) {}
}
