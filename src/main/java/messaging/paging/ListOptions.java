package messaging.paging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import messaging.paging.PageQuery.Order;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;

/**
 * What clients can ask of a list: the fields to sort by, with the columns or attributes behind them, and whether cursors are
 * allowed. A view that reads SQL declares columns:
 *
 * <pre>{@code
 * static final ListOptions LISTING = ListOptions.identifiedBy("c.id").orderBy("title", "c.title").byDefault("title");
 * }</pre>
 */
public final class ListOptions {
    private static final String ORDERING = "ordering";

    private final Map<String, String> columns = new LinkedHashMap<>();
    private final Set<String> unique = new HashSet<>();
    private final List<String> identity;
    private Optional<String> cursor = Optional.empty();
    private String defaultOrder;
    private int minSearchLength;

    private ListOptions(List<String> identity, String defaultOrder) {
        this.identity = identity;
        this.defaultOrder = defaultOrder;
        this.unique.addAll(identity.size() == 1 ? identity : List.of());
    }

    /**
     * Starts a declaration.
     *
     * @param columns that together identify an item; they break the ties of every order
     * @return options without fields to sort by
     */
    public static ListOptions identifiedBy(String... columns) {
        return new ListOptions(List.of(columns), "");
    }

    /** Starts the declaration of an entity that is identified and sorted by an attribute. */
    static ListOptions ofEntity(String id) {
        return new ListOptions(List.of(id), id);
    }

    /**
     * Adds a field to sort by.
     *
     * @param field name as clients write it
     * @param column that gives the order
     * @return this
     */
    public ListOptions orderBy(String field, String column) {
        columns.put(field, column);
        return this;
    }

    /**
     * Declares columns that are unique in every list of this kind. An order by one of them needs no further column, so an
     * index can provide it.
     *
     * @param uniqueColumns beside the identity
     * @return this
     */
    public ListOptions unique(String... uniqueColumns) {
        unique.addAll(Arrays.asList(uniqueColumns));
        return this;
    }

    /**
     * Allows cursors (S-PLUS-6).
     *
     * @param column a unique number that cursors refer to
     * @return this
     */
    public ListOptions cursor(String column) {
        cursor = Optional.of(column);
        return unique(column);
    }

    /**
     * Sets the order for requests without one.
     *
     * @param ordering as a client would write it
     * @return this
     */
    public ListOptions byDefault(String ordering) {
        parse(ordering); // A wrong field name fails when the class is loaded.
        defaultOrder = ordering;
        return this;
    }

    void requireSearch(int minLength) {
        minSearchLength = minLength;
    }

    /** Returns the minimum number of characters of {@code search}; 0 if it is optional. */
    int minSearchLength() {
        return minSearchLength;
    }

    /** Returns whether an order is the cursor's, ascending or descending. */
    boolean isAlongCursor(List<Order> order) {
        return cursor.isPresent()
                && order.size() == 1
                && order.get(0).attribute().equals(cursor.get());
    }

    /** Returns the fields that sort by the cursor's column. */
    List<String> fieldsAlongCursor() {
        return columns.keySet().stream()
                .filter(field -> cursor.isPresent() && columns.get(field).equals(cursor.get()))
                .toList();
    }

    /**
     * Parses the value of {@code ordering}.
     *
     * @param ordering fields separated by commas, {@code -} before a descending one; empty for the default
     * @return the sort order, which ends in a unique column so that pages never overlap or skip items
     * @throws InvalidInput if a field is unknown or repeated
     */
    List<Order> ordering(Optional<String> ordering) {
        return parse(ordering.orElse(defaultOrder));
    }

    private List<Order> parse(String ordering) {
        var steps = new ArrayList<Order>();
        for (var field : ordering.split(",", -1)) {
            var name = field.strip();
            var isDescending = name.startsWith("-");
            var column = columns.get(isDescending ? name.substring(1) : name);
            if (column == null) {
                throw new InvalidInput(FieldError.choice(ORDERING, List.copyOf(columns.keySet())));
            }
            if (steps.stream().anyMatch(step -> step.attribute().equals(column))) {
                throw new InvalidInput(ORDERING, ErrorCode.DUPLICATE);
            }
            steps.add(new Order(column, isDescending));
        }
        var sorted = steps.stream().map(Order::attribute).collect(Collectors.toSet());
        if (Collections.disjoint(sorted, unique)) {
            var isDescending = steps.get(steps.size() - 1).descending();
            identity.stream()
                    .filter(column -> !sorted.contains(column))
                    .forEach(column -> steps.add(new Order(column, isDescending)));
        }
        return steps;
    }
}
