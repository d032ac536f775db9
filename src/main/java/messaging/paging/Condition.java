package messaging.paging;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;

/**
 * A condition on the entities of a list.
 *
 * @param <E> the entity
 */
@FunctionalInterface
public interface Condition<E> {
    /**
     * Creates the condition.
     *
     * @param builder creates predicates
     * @param query the query that uses the condition
     * @param root the entity
     * @return the predicate
     */
    Predicate on(CriteriaBuilder builder, CriteriaQuery<?> query, Root<E> root);

    /**
     * Combines two conditions.
     *
     * @param other the second condition
     * @return the condition that both hold
     */
    default Condition<E> and(Condition<E> other) {
        return (builder, query, root) -> builder.and(on(builder, query, root), other.on(builder, query, root));
    }
}
