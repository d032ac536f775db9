package messaging.paging;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.JoinType;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import messaging.paging.Listing.Contains;
import messaging.paging.Listing.Restriction;

/**
 * Reads one page of a list from its offset.
 *
 * @param listing what can be searched and sorted
 * @param entities where from
 * @param page which part
 * @param restriction what the list consists of
 * @param <E> the entity
 */
record PageReader<E>(Listing<E> listing, EntityManager entities, PageQuery page, Restriction<E> restriction) {
    private static final char ESCAPE = '!';

    // MySQL 8.0 joins small tables by hash, which loses the order of the index: it would sort the whole list to give
    // one
    // page of it. For MariaDB this is a comment.
    private static final String SQL_HINT = "eclipselink.sql.hint";
    private static final String NO_HASH_JOIN = "/*+ NO_BNL() */";

    /**
     * The page.
     *
     * @param count size of the whole list
     */
    Slice<E> page(long count) {
        return new Slice<>(count, page.offset() >= count ? List.of() : items(page, restriction));
    }

    /** How many items the list has, by counting them. */
    long count() {
        var builder = entities.getCriteriaBuilder();
        var query = builder.createQuery(Long.class);
        var root = query.from(listing.entity());
        query.select(builder.count(root)).where(conditions(builder, query, root, restriction));
        return entities.createQuery(query).getSingleResult();
    }

    private List<E> items(PageQuery window, Restriction<E> wanted) {
        var builder = entities.getCriteriaBuilder();
        var query = builder.createQuery(listing.entity());
        var root = query.from(listing.entity());
        // Outer, or the database may begin with the other table and sort the whole list to give one page of it.
        listing.fetched().forEach(reference -> root.fetch(reference, JoinType.LEFT));
        query.select(root)
                .where(conditions(builder, query, root, wanted))
                .orderBy(window.order().stream()
                        .map(step -> {
                            Expression<?> attribute = Listing.path(root, step.attribute());
                            return step.descending() ? builder.desc(attribute) : builder.asc(attribute);
                        })
                        .toList());
        return entities.createQuery(query)
                .setHint(SQL_HINT, NO_HASH_JOIN)
                .setFirstResult(window.offset())
                .setMaxResults(window.limit())
                .getResultList();
    }

    private Predicate conditions(CriteriaBuilder builder, CriteriaQuery<?> query, Root<E> root, Restriction<E> wanted) {
        var all = new ArrayList<Predicate>();
        all.add(wanted.on(builder, query, root));
        for (var term : page.terms()) {
            Contains folded = text -> builder.like(text, pattern(term.folded()), ESCAPE);
            Contains verbatim = text -> builder.like(text, pattern(term.verbatim()), ESCAPE);
            all.add(builder.or(Stream.concat(
                            listing.searchesFor(term.folded()).stream()
                                    .map(search -> search.on(builder, query, root, folded)),
                            listing.verbatimSearches().stream()
                                    .map(search -> search.on(builder, query, root, verbatim)))
                    .toArray(Predicate[]::new)));
        }
        return builder.and(all.toArray(Predicate[]::new));
    }

    /** Makes the LIKE pattern of text that contains a term. */
    static String pattern(String term) {
        return "%" + literal(term) + "%";
    }

    /** Makes a term mean itself in a LIKE pattern. */
    static String literal(String term) {
        return term.replaceAll("[!%_]", ESCAPE + "$0");
    }
}
