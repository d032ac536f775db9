package messaging.paging;

import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;

/** Creates the condition that a text contains the search term. */
@FunctionalInterface
public interface TermCondition {
    /**
     * Creates the condition on one text.
     *
     * @param text an attribute
     * @return the predicate
     */
    Predicate in(Expression<String> text);
}
