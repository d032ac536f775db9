package messaging.revision;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import messaging.problem.ValueFormat;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The condition of an {@code If-Match} header (RFC 9110, section 13.1.1): the resource must still have one of the revisions
 * that the client knows. Only the revision at the start of a tag is compared. The suffix after it, a hash of the content or
 * the mark of a compressed response, also changes without an edit.
 */
@Schema(
        name = "EntityTags",
        type = SchemaType.STRING,
        description = "The entity tags of the revisions that the client knows, separated by commas, or * for any",
        examples = "\"3\"")
public final class IfMatch {
    /** Name of the header. */
    public static final String HEADER = "If-Match";

    /** Separates the revision from the rest of an entity tag. */
    public static final String REVISION_END = "-";

    // Matches one tag at a time: a pattern of the whole list would need stack for each tag.
    private static final Pattern NEXT =
            Pattern.compile("\\G[\\s,]*(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"\\s*(?:$|,[\\s,]*)");
    private static final IfMatch ANY = new IfMatch(Optional.empty());

    private final Optional<Set<String>> revisions;

    private IfMatch(Optional<Set<String>> revisions) {
        this.revisions = revisions;
    }

    /**
     * Parses the header. JAX-RS calls it for a {@code @HeaderParam}.
     *
     * @param header value of the header; null or {@code *} if any revision is accepted
     * @return the condition
     * @throws InvalidInput if the header is malformed
     */
    public static IfMatch fromString(String header) {
        if (header == null || header.strip().equals("*")) {
            return ANY;
        }
        var revisions = new HashSet<String>();
        var next = NEXT.matcher(header);
        var end = 0;
        while (next.find()) {
            // Strong comparison: a weak tag (W/"3") never matches.
            if (next.group(1) == null) {
                revisions.add(revision(next.group(2)));
            }
            end = next.end();
        }
        if (end == 0 || end < header.length()) {
            throw new InvalidInput(FieldError.format(HEADER, ValueFormat.ENTITY_TAGS));
        }
        return new IfMatch(Optional.of(revisions));
    }

    /**
     * Returns the condition of an optional header.
     *
     * @param condition the parsed header, or null
     * @return the condition, which accepts any revision if the header is absent
     */
    public static IfMatch orAny(IfMatch condition) {
        return condition == null ? ANY : condition;
    }

    /**
     * Requires that the condition holds.
     *
     * @param revision current revision of the resource
     * @throws RevisionMismatch if the client does not know this revision
     */
    public void require(long revision) {
        if (revisions.isPresent() && !revisions.get().contains(Long.toString(revision))) {
            throw new RevisionMismatch();
        }
    }

    private static String revision(String tag) {
        var end = tag.indexOf(REVISION_END);
        return end < 0 ? tag : tag.substring(0, end);
    }
}
