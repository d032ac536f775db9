package messaging.paging;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Text attributes of an entity that are also stored folded (S-TEXT-1), in an attribute beside them. A search compares the
 * folded text, or the attributes themselves where the folded text is missing or belongs to an older revision.
 *
 * @param folded attribute with the folded text
 * @param attributes attributes whose folded form it is
 * @param foldedRevision attribute with the revision of the folded text; empty if the text never changes
 */
public record FoldedText(String folded, List<String> attributes, Optional<String> foldedRevision) {
    private static final String REVISION = "revision";

    /** Copies the list. */
    public FoldedText {
        attributes = List.copyOf(attributes);
    }

    /**
     * Declares text that never changes.
     *
     * @param folded attribute with the folded text; null in items whose text can be compared directly
     * @param attributes attributes whose folded form it is
     * @return the declaration
     */
    public static FoldedText of(String folded, String... attributes) {
        return new FoldedText(folded, Arrays.asList(attributes), Optional.empty());
    }

    /**
     * Declares that the text changes with the attribute {@code revision}.
     *
     * @param attribute revision of the folded text; null in items whose text can be compared directly
     * @return the declaration
     */
    public FoldedText foldedAtRevision(String attribute) {
        return new FoldedText(folded, attributes, Optional.of(attribute));
    }

    /**
     * Creates the condition that the text contains a term.
     *
     * @param builder creates predicates
     * @param entity the entity, or a reference to it
     * @param contains creates the condition on one attribute
     * @return the predicate
     */
    public Predicate contains(CriteriaBuilder builder, Path<?> entity, TermCondition contains) {
        var inFolded = contains.in(entity.get(folded));
        var inAttributes = builder.or(attributes.stream()
                .map(attribute -> contains.in(entity.get(attribute)))
                .toArray(Predicate[]::new));
        return foldedRevision
                .map(attribute -> {
                    Expression<Long> made = entity.get(attribute);
                    Expression<Long> current = entity.get(REVISION);
                    return builder.or(
                            builder.and(builder.equal(made, current), inFolded),
                            builder.and(
                                    builder.or(builder.isNull(made), builder.notEqual(made, current)), inAttributes));
                })
                .orElseGet(() -> builder.or(inFolded, builder.and(builder.isNull(entity.get(folded)), inAttributes)));
    }
}
