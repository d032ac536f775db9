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

/**
 * Reads a page of a list of entities with two statements: one counts the items, one reads the page.
 *
 * @param listing the search and sort options
 * @param entities the persistence context
 * @param page the requested part
 * @param condition which entities the list contains
 * @param <E> the entity
 */
public record PageReader<E>(Listing<E> listing, EntityManager entities, PageQuery page, Condition<E> condition) {
    // MySQL 8.0 joins small tables by hash, which loses the order of the index, so it would sort the whole list for
    // each
    // page. MariaDB treats the hint as a comment.
    private static final String SQL_HINT = "eclipselink.sql.hint";
    private static final String NO_HASH_JOIN = "/*+ NO_BNL() */";

    /**
     * Reads the page.
     *
     * @return the page and the size of the whole list
     */
    public Slice<E> read() {
        var count = count();
        return new Slice<>(count, page.offset() >= count ? List.of() : items());
    }

    private long count() {
        var builder = entities.getCriteriaBuilder();
        var query = builder.createQuery(Long.class);
        var root = query.from(listing.entity());
        query.select(builder.count(root)).where(conditions(builder, query, root));
        return entities.createQuery(query).getSingleResult();
    }

    private List<E> items() {
        var builder = entities.getCriteriaBuilder();
        var query = builder.createQuery(listing.entity());
        var root = query.from(listing.entity());
        // An outer join: with an inner one, the database may start with the other table and sort the whole list.
        listing.fetched().forEach(reference -> root.fetch(reference, JoinType.LEFT));
        query.select(root)
                .where(conditions(builder, query, root))
                .orderBy(page.order().stream()
                        .map(step -> {
                            Expression<?> attribute = Listing.path(root, step.attribute());
                            return step.descending() ? builder.desc(attribute) : builder.asc(attribute);
                        })
                        .toList());
        return entities.createQuery(query)
                .setHint(SQL_HINT, NO_HASH_JOIN)
                .setFirstResult(page.offset())
                .setMaxResults(page.limit())
                .getResultList();
    }

    private Predicate conditions(CriteriaBuilder builder, CriteriaQuery<?> query, Root<E> root) {
        var all = new ArrayList<Predicate>();
        all.add(condition.on(builder, query, root));
        for (var term : page.terms()) {
            TermCondition contains =
                    text -> builder.like(text, LikePattern.containing(term.folded()), LikePattern.ESCAPE);
            all.add(builder.or(listing.searchesFor(term.folded()).stream()
                    .map(search -> search.on(builder, query, root, contains))
                    .toArray(Predicate[]::new)));
        }
        return builder.and(all.toArray(Predicate[]::new));
    }
}
