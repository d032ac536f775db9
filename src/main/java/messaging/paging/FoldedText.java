package messaging.paging;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import messaging.paging.Listing.Contains;

/**
 * Text attributes of an entity that are also stored folded (S-TEXT-1), in an attribute beside them. A search compares the
 * folded text, or the attributes themselves where it is missing or was made of an older revision.
 *
 * @param folded attribute with the folded text
 * @param attributes text attributes that it is made of
 * @param foldedRevision attribute with the revision that it was made of; empty if the text never changes
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
     * @param folded attribute with the folded text; null if the text can be compared itself
     * @param attributes text attributes that it is made of
     * @return the declaration
     */
    public static FoldedText of(String folded, String... attributes) {
        return new FoldedText(folded, Arrays.asList(attributes), Optional.empty());
    }

    /**
     * Declares that the text changes with the attribute {@code revision}.
     *
     * @param attribute the revision that the folded text was made of; null if the text can be compared itself
     * @return the declaration
     */
    public FoldedText foldedAtRevision(String attribute) {
        return new FoldedText(folded, attributes, Optional.of(attribute));
    }

    /**
     * Makes the condition that the text contains a term.
     *
     * @param builder makes predicates
     * @param entity the entity, or a reference to it
     * @param contains makes the condition on one attribute
     * @return what must hold
     */
    public Predicate contains(CriteriaBuilder builder, Path<?> entity, Contains contains) {
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
