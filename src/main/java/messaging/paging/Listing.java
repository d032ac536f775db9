package messaging.paging;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The search and sort options of a list of entities, which {@link PageReader} reads. Declared once per repository:
 *
 * <pre>{@code
 * static final Listing<User> LISTING = Listing.of(User.class)
 *         .search(FoldedText.of("nameFolded", "username")).order("id", "username").byDefault("username");
 * }</pre>
 *
 * @param <E> the entity, identified by the attribute {@code id}
 */
public final class Listing<E> {
    private static final String ID = "id";

    private final Class<E> entity;
    private final ListOptions options = ListOptions.ofEntity(ID);
    private final List<Search<E>> searches = new ArrayList<>();
    private final List<Search<E>> asciiSearches = new ArrayList<>();
    private final Set<String> fetched = new LinkedHashSet<>();

    private Listing(Class<E> entity) {
        this.entity = entity;
    }

    /**
     * A way to search the entity for one term.
     *
     * @param <E> the entity
     */
    @FunctionalInterface
    public interface Search<E> {
        /**
         * Creates the condition that an item contains the term.
         *
         * @param builder creates predicates
         * @param query the query that uses the condition
         * @param root the entity
         * @param contains creates the condition that a text contains the term
         * @return the predicate
         */
        Predicate on(CriteriaBuilder builder, CriteriaQuery<?> query, Root<E> root, TermCondition contains);
    }

    /**
     * Starts a declaration.
     *
     * @param entity the listed entity
     * @param <E> the entity
     * @return a listing without search, sorted by {@code id}
     */
    public static <E> Listing<E> of(Class<E> entity) {
        return new Listing<>(entity);
    }

    /**
     * Makes a text of the entity searchable.
     *
     * @param text attributes with their folded form
     * @return this
     */
    public Listing<E> search(FoldedText text) {
        searches.add((builder, query, root, contains) -> text.contains(builder, root, contains));
        return this;
    }

    /**
     * Makes a text of a referenced entity searchable.
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
     * Makes attributes searchable whose columns contain ASCII only. The database rejects comparing them with other text,
     * which they never contain.
     *
     * @param attributes text attributes
     * @return this
     */
    public Listing<E> searchAscii(String... attributes) {
        for (var attribute : attributes) {
            // Their collation is case-sensitive; terms are in lower case.
            asciiSearches.add((builder, query, root, contains) -> contains.in(builder.lower(path(root, attribute))));
        }
        return this;
    }

    /**
     * Adds a search of something else, such as a joined table.
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
        options.requireSearch(characters);
        return this;
    }

    /**
     * Adds fields to sort by whose attributes have the same name in camel case.
     *
     * @param fields names in snake_case, as clients write them
     * @return this
     */
    public Listing<E> order(String... fields) {
        Arrays.stream(fields).forEach(field -> options.orderBy(field, attribute(field)));
        return this;
    }

    /**
     * Adds a field to sort by whose attribute has a different name.
     *
     * @param field name as clients write it
     * @param attribute the attribute that gives the same order
     * @return this
     */
    public Listing<E> orderBy(String field, String attribute) {
        options.orderBy(field, attribute);
        return this;
    }

    /**
     * Declares attributes that are unique in every list of this kind. An order by one of them needs no further attribute, so
     * an index can provide it.
     *
     * @param attributes beside {@code id}
     * @return this
     */
    public Listing<E> unique(String... attributes) {
        options.unique(attributes);
        return this;
    }

    /**
     * Declares references that a page reads with its items, in the same statement.
     *
     * @param attributes references to one other entity each
     * @return this
     */
    public Listing<E> fetching(String... attributes) {
        fetched.addAll(List.of(attributes));
        return this;
    }

    /**
     * Sets the order for requests without one.
     *
     * @param ordering as a client would write it
     * @return this
     */
    public Listing<E> byDefault(String ordering) {
        options.byDefault(ordering);
        return this;
    }

    /** Returns what clients can ask of the list. */
    ListOptions options() {
        return options;
    }

    Class<E> entity() {
        return entity;
    }

    Set<String> fetched() {
        return fetched;
    }

    /** Returns the searches that apply to a term: columns of ASCII cannot be compared with others. */
    List<Search<E>> searchesFor(String term) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(term)
                ? Stream.concat(searches.stream(), asciiSearches.stream()).toList()
                : List.copyOf(searches);
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
