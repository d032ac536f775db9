package messaging.paging;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import messaging.paging.PageQuery.Order;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;

/**
 * What can be searched and sorted in a list of entities, and the two statements that read a page of it. Declared once
 * per repository:
 *
 * <pre>{@code
 * static final Listing<User> LISTING = Listing.of(User.class)
 *         .search(FoldedText.of("nameFolded", "username")).order("id", "username").byDefault("username");
 * }</pre>
 *
 * @param <E> the entity, identified by the attribute {@code id} unless declared otherwise
 */
public final class Listing<E> {
    private static final String ID = "id";

    private final Class<E> entity;
    private final List<Search<E>> searches = new ArrayList<>();
    private final List<Search<E>> asciiSearches = new ArrayList<>();
    private final List<Search<E>> verbatimSearches = new ArrayList<>();
    private final Map<String, String> orders = new LinkedHashMap<>();
    private final Set<String> unique = new HashSet<>();
    private final Set<String> fetched = new LinkedHashSet<>();
    private List<String> identity = List.of(ID);
    private Optional<String> cursor = Optional.empty();
    private String defaultOrder = ID;
    private int minSearchLength;

    private Listing(Class<E> entity) {
        this.entity = entity;
    }

    /**
     * A condition on the entity.
     *
     * @param <E> the entity
     */
    @FunctionalInterface
    public interface Restriction<E> {
        /**
         * The condition as a predicate.
         *
         * @param builder makes predicates
         * @param query the query that it is for
         * @param root the entity
         * @return what must hold
         */
        Predicate on(CriteriaBuilder builder, CriteriaQuery<?> query, Root<E> root);

        /**
         * Both conditions.
         *
         * @param other the second one
         * @return that both hold
         */
        default Restriction<E> and(Restriction<E> other) {
            return (builder, query, root) -> builder.and(on(builder, query, root), other.on(builder, query, root));
        }
    }

    /**
     * A way to search the entity for one term.
     *
     * @param <E> the entity
     */
    @FunctionalInterface
    public interface Search<E> {
        /**
         * The condition that one term is contained.
         *
         * @param builder makes predicates
         * @param query the query that it is for
         * @param root the entity
         * @param contains makes the condition that a text contains the term
         * @return what must hold
         */
        Predicate on(CriteriaBuilder builder, CriteriaQuery<?> query, Root<E> root, Contains contains);
    }

    /** Makes the condition that a text contains the term searched for. */
    @FunctionalInterface
    public interface Contains {
        /**
         * The condition on one text.
         *
         * @param text an attribute
         * @return what must hold
         */
        Predicate in(Expression<String> text);
    }

    /**
     * Starts a declaration.
     *
     * @param entity the entity listed
     * @param <E> the entity
     * @return a listing without search, ordered by {@code id}
     */
    public static <E> Listing<E> of(Class<E> entity) {
        return new Listing<>(entity);
    }

    /**
     * Text of the entity that {@code search} looks into.
     *
     * @param text attributes with their folded form
     * @return this
     */
    public Listing<E> search(FoldedText text) {
        searches.add((builder, query, root, contains) -> text.contains(builder, root, contains));
        return this;
    }

    /**
     * Text of another entity that {@code search} looks into.
     *
     * @param reference attribute that refers to the other entity
     * @param text the other entity's attributes with their folded form
     * @return this
     */
    public Listing<E> search(String reference, FoldedText text) {
        searches.add((builder, query, root, contains) -> text.contains(builder, root.get(reference), contains));
        return this;
    }

    /**
     * Attributes that {@code search} looks into for the term as the client wrote it, such as an emoji.
     *
     * @param attributes text attributes that are compared byte for byte
     * @return this
     */
    public Listing<E> searchVerbatim(String... attributes) {
        for (var attribute : attributes) {
            verbatimSearches.add((builder, query, root, contains) -> contains.in(path(root, attribute)));
        }
        return this;
    }

    /**
     * Attributes that {@code search} looks into whose columns hold ASCII only: the database refuses to compare them with
     * anything else, which is never in them.
     *
     * @param attributes text attributes
     * @return this
     */
    public Listing<E> searchAscii(String... attributes) {
        for (var attribute : attributes) {
            // Their collation minds the case; terms of ASCII come in lower case.
            asciiSearches.add((builder, query, root, contains) -> contains.in(builder.lower(path(root, attribute))));
        }
        return this;
    }

    /**
     * A further place that {@code search} looks into, such as a joined table.
     *
     * @param search the condition for one term
     * @return this
     */
    public Listing<E> search(Search<E> search) {
        searches.add(search);
        return this;
    }

    /**
     * Makes {@code search} required.
     *
     * @param characters minimum number of characters that it must have
     * @return this
     */
    public Listing<E> minSearchLength(int characters) {
        minSearchLength = characters;
        return this;
    }

    /** Minimum number of characters of {@code search}; 0 if it may be missing. */
    int minSearchLength() {
        return minSearchLength;
    }

    /**
     * Fields of {@code ordering} that are attributes of the same name in camel case.
     *
     * @param fields names in snake_case, as clients write them
     * @return this
     */
    public Listing<E> order(String... fields) {
        Arrays.stream(fields).forEach(field -> orders.put(field, attribute(field)));
        return this;
    }

    /**
     * A field of {@code ordering} whose attribute has another name.
     *
     * @param field name as clients write it
     * @param attribute the attribute that gives the same order
     * @return this
     */
    public Listing<E> orderBy(String field, String attribute) {
        orders.put(field, attribute);
        return this;
    }

    /**
     * Attributes that are unique in every list of this kind: behind one of them nothing more needs to break ties, so an
     * index can give the order.
     *
     * @param attributes unique attributes beside {@code id}
     * @return this
     */
    public Listing<E> unique(String... attributes) {
        unique.addAll(List.of(attributes));
        return this;
    }

    /**
     * What identifies an item, for an entity without the attribute {@code id}. It breaks the ties of every order.
     *
     * @param attributes that together are unique in every list of this kind
     * @return this
     */
    public Listing<E> identifiedBy(String... attributes) {
        identity = List.of(attributes);
        return this;
    }

    /**
     * The attribute that cursors go by (S-PLUS-6).
     *
     * @param attribute a unique number
     * @return this
     */
    public Listing<E> cursor(String attribute) {
        cursor = Optional.of(attribute);
        return unique(attribute);
    }

    /** Whether an order is that of the cursor attribute, upwards or downwards. */
    boolean isAlongCursor(List<Order> order) {
        return cursor.isPresent()
                && order.size() == 1
                && order.get(0).attribute().equals(cursor.get());
    }

    /** The fields that give the order of the cursor attribute. */
    List<String> ordersAlongCursor() {
        return orders.keySet().stream()
                .filter(field -> cursor.isPresent() && orders.get(field).equals(cursor.get()))
                .toList();
    }

    /**
     * References to one other entity that are read in the same statement.
     *
     * @param attributes references that every item's view needs
     * @return this
     */
    public Listing<E> fetching(String... attributes) {
        fetched.addAll(List.of(attributes));
        return this;
    }

    /**
     * The order where the client asks for none.
     *
     * @param ordering as a client would write it
     * @return this
     */
    public Listing<E> byDefault(String ordering) {
        parseOrdering(ordering); // A typing error shows when the class is loaded.
        defaultOrder = ordering;
        return this;
    }

    /**
     * Reads the value of {@code ordering}.
     *
     * @param ordering fields separated by commas, {@code -} before a descending one; empty for the default
     * @return the steps, ending in a unique one so that pages never overlap or skip
     * @throws InvalidInput naming {@code ordering} for an unknown field
     */
    List<Order> ordering(Optional<String> ordering) {
        return parseOrdering(ordering.orElse(defaultOrder));
    }

    private List<Order> parseOrdering(String ordering) {
        var steps = new ArrayList<Order>();
        for (var field : ordering.split(",", -1)) {
            var name = field.strip();
            var descending = name.startsWith("-");
            var attribute = orders.get(descending ? name.substring(1) : name);
            if (attribute == null) {
                throw new InvalidInput(FieldError.choice("ordering", List.copyOf(orders.keySet())));
            }
            if (steps.stream().anyMatch(step -> step.attribute().equals(attribute))) {
                throw new InvalidInput("ordering", ErrorCode.DUPLICATE);
            }
            steps.add(new Order(attribute, descending));
        }
        var sorted = steps.stream().map(Order::attribute).collect(Collectors.toSet());
        if (Collections.disjoint(sorted, unique)) {
            var descending = steps.get(steps.size() - 1).descending();
            identity.stream()
                    .filter(attribute -> !sorted.contains(attribute))
                    .forEach(attribute -> steps.add(new Order(attribute, descending)));
        }
        return steps;
    }

    /**
     * Reads a page with two statements: one counts, one reads.
     *
     * @param entities where from
     * @param page which part
     * @param restriction what the list consists of
     * @return the part and the size of the whole
     */
    public Slice<E> page(EntityManager entities, PageQuery page, Restriction<E> restriction) {
        var reader = new PageReader<>(this, entities, page, restriction);
        return reader.page(reader.count());
    }

    /** What is listed. */
    Class<E> entity() {
        return entity;
    }

    /** References that are read in the same statement. */
    Set<String> fetched() {
        return fetched;
    }

    /** Whether a term may be in a column of ASCII. */
    static boolean isAscii(String term) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(term);
    }

    /** Where to look for a term. */
    List<Search<E>> searchesFor(String term) {
        return isAscii(term)
                ? Stream.concat(searches.stream(), asciiSearches.stream()).toList()
                : List.copyOf(searches);
    }

    /** Where to look for a term as the client wrote it. */
    List<Search<E>> verbatimSearches() {
        return List.copyOf(verbatimSearches);
    }

    static <T> Path<T> path(Path<?> root, String attribute) {
        Path<?> path = root;
        var names = attribute.split("\\.");
        for (int i = 0; i < names.length - 1; i++) {
            path = path.get(names[i]);
        }
        return path.get(names[names.length - 1]);
    }

    private static String attribute(String field) {
        var attribute = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            if (field.charAt(i) == '_') {
                attribute.append(Character.toUpperCase(field.charAt(++i)));
            } else {
                attribute.append(field.charAt(i));
            }
        }
        return attribute.toString();
    }
}
