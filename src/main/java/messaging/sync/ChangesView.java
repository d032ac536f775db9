package messaging.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The changes of a conversation in a range of versions, or a notice that there are too many, or that the recipient has joined the
 * conversation.
 *
 * @param type {@code changes}, {@code gap} or {@code joined}
 * @param conversation ID of the conversation
 * @param from for {@code changes} and {@code gap}: the version that the client must have
 * @param to for {@code changes} and {@code gap}: the version that the client has afterwards
 * @param version for {@code joined}: the version to load, or a later one
 * @param catchUp for {@code gap}: where to read the messages of the range
 * @param position sync token to resume from; null in the responses of {@code sync/}
 * @param events for {@code changes}: ordered by version
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "ConversationChangeSet",
        description =
                "The changes of one conversation (changes), too many changes (gap), or a new conversation (joined)")
public record ChangesView(
        @Schema(
                examples = CHANGES,
                required = true,
                enumeration = {CHANGES, GAP, JOINED})
        String type,

        @Schema(examples = "5", required = true, description = "ID of the conversation")
        long conversation,

        @Schema(
                examples = "10",
                description = "changes, gap: the version that the client must have; all later ones are covered")
        Long from,

        @Schema(examples = "14", description = "changes, gap: the last version covered")
        Long to,

        @Schema(examples = "14", description = "joined: load the conversation, which has this version or a later one")
        Long version,

        @Schema(
                name = "catch_up",
                examples = "/api/v1/conversations/5/messages/?after=12&ordering=seq",
                description = "gap: where to read the messages of the range")
        String catchUp,

        @Schema(examples = "MTc2Mzgw", description = "Live only: sync token to resume from")
        String position,

        @Schema(description = "changes: the events, ordered by version")
        List<EventView> events) {

    static final String CHANGES = "changes";
    static final String GAP = "gap";
    static final String JOINED = "joined";

    /** Copies the events. */
    public ChangesView {
        events = events == null ? null : List.copyOf(events);
    }

    static ChangesView changes(long conversation, long from, long to, List<EventView> events) {
        return new ChangesView(CHANGES, conversation, from, to, null, null, null, events);
    }

    static ChangesView gap(long conversation, long from, long to, String catchUp) {
        return new ChangesView(GAP, conversation, from, to, null, catchUp, null, null);
    }

    /** Returns that the recipient has joined a conversation, which has a version. */
    public static ChangesView joined(long conversation, long version) {
        return new ChangesView(JOINED, conversation, null, null, version, null, null, null);
    }

    /** Returns this frame with the sync token to resume from. */
    public ChangesView withPosition(SyncToken live) {
        return new ChangesView(type, conversation, from, to, version, catchUp, live.toString(), events);
    }
}
