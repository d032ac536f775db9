package messaging.paging;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.JoinType;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import messaging.paging.Listing.Contains;
import messaging.paging.Listing.Restriction;
import messaging.paging.PageQuery.Order;

/**
 * Reads one page of a list, from its offset or from its cursor.
 *
 * @param listing what can be searched and sorted
 * @param entities where from
 * @param page which part
 * @param restriction what the list consists of
 * @param <E> the entity
 */
record PageReader<E>(Listing<E> listing, EntityManager entities, PageQuery page, Restriction<E> restriction) {
    private static final char ESCAPE = '!';

    /**
     * The page.
     *
     * @param count size of the whole list
     */
    Slice<E> page(long count) {
        return page.cursor()
                .map(cursor -> fromCursor(cursor, count))
                .orElseGet(() -> new Slice<>(count, page.offset() >= count ? List.of() : items(page, restriction)));
    }

    /** How many items the list has, by counting them. */
    long count() {
        var builder = entities.getCriteriaBuilder();
        var query = builder.createQuery(Long.class);
        var root = query.from(listing.entity());
        query.select(builder.count(root)).where(conditions(builder, query, root, restriction));
        return entities.createQuery(query).getSingleResult();
    }

    // The page is cut out of two runs that start at the cursor and lead away from it, each of them a range of the
    // cursor attribute's index. One item more than needed, or a single one of the side that isn't asked for, tells
    // whether the list goes on there.
    private Slice<E> fromCursor(Cursor from, long count) {
        var attribute = listing.cursorAttribute();
        var at = from.side() == Cursor.Side.BEFORE ? from.at() : from.at() + 1;
        var smaller = run(
                new Order(attribute, true),
                from.side() != Cursor.Side.AFTER,
                (builder, query, root) -> builder.lessThan(Listing.<Long>path(root, attribute), at));
        var larger = run(
                new Order(attribute, false),
                from.side() != Cursor.Side.BEFORE,
                (builder, query, root) -> builder.greaterThanOrEqualTo(Listing.<Long>path(root, attribute), at));
        var taken = Taken.of(from.side(), page.limit(), smaller.size(), larger.size());
        var items = new ArrayList<>(smaller.subList(0, taken.smaller()));
        Collections.reverse(items);
        items.addAll(larger.subList(0, taken.larger()));
        // From an empty page the links lead to the nearest item, however far from it the client's number is.
        var downwards = smaller.stream()
                .skip(taken.smaller())
                .findFirst()
                .map(next -> items.isEmpty() ? listing.cursorValue(next) + 1 : listing.cursorValue(items.get(0)))
                .map(lowest -> new Cursor(Cursor.Side.BEFORE, lowest, false));
        var upwards = larger.stream()
                .skip(taken.larger())
                .findFirst()
                .map(next -> listing.cursorValue(items.isEmpty() ? next : items.get(items.size() - 1))
                        - (items.isEmpty() ? 1 : 0))
                .map(highest -> new Cursor(Cursor.Side.AFTER, highest, false));
        if (page.isDescending()) {
            Collections.reverse(items);
            return new Slice<>(count, items, Optional.of(new Slice.Neighbours(downwards, upwards)));
        }
        return new Slice<>(count, items, Optional.of(new Slice.Neighbours(upwards, downwards)));
    }

    private List<E> run(Order order, boolean isAskedFor, Restriction<E> side) {
        return items(page.ordered(order).within(isAskedFor ? page.limit() + 1 : 1, 0), restriction.and(side));
    }

    /** How many items of each run are on the page. */
    private record Taken(int smaller, int larger) {
        static Taken of(Cursor.Side side, int limit, int smaller, int larger) {
            return switch (side) {
                case BEFORE -> new Taken(Math.min(limit, smaller), 0);
                case AFTER -> new Taken(0, Math.min(limit, larger));
                case AROUND -> {
                    // Half and half, or more of one side where the other has less.
                    var before = Math.min(smaller, Math.max(limit - limit / 2, limit - larger));
                    yield new Taken(before, Math.min(larger, limit - before));
                }
            };
        }
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

    private static String pattern(String term) {
        return "%" + literal(term) + "%";
    }

    /** Makes a term mean itself in a LIKE pattern. */
    static String literal(String term) {
        return term.replaceAll("[!%_]", ESCAPE + "$0");
    }
}
