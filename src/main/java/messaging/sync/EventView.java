package messaging.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import messaging.conversation.ParticipantView;
import messaging.message.MessageChangeReader;
import messaging.message.MessageView;
import messaging.message.TombstoneView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The latest change of a message, a participant or the conversation.
 *
 * @param type the type of the change
 * @param version version of the conversation at the change
 * @param message for the types {@code message.…}
 * @param participant for the types {@code participant.…}
 * @param conversation for {@code conversation.updated}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ConversationEvent", description = "The latest change of a message, a participant or the conversation")
public record EventView(
        @Schema(
                examples = MESSAGE_CREATED,
                required = true,
                enumeration = {
                    MESSAGE_CREATED,
                    MESSAGE_UPDATED,
                    MESSAGE_DELETED,
                    CONVERSATION_UPDATED,
                    CONVERSATION_DELETED,
                    PARTICIPANT_JOINED,
                    PARTICIPANT_UPDATED,
                    PARTICIPANT_REMOVED
                })
        String type,

        @Schema(examples = "15", required = true, description = "Version of the conversation at the change")
        long version,

        @Schema(ref = "EventMessage") Object message,

        @Schema(description = "For participant events: the participant who joined, changed or was removed")
        ParticipantView participant,

        @Schema(description = "For conversation.updated: the shared fields of the conversation")
        SharedConversationView conversation) {

    /** Type of the event of a new message. */
    public static final String MESSAGE_CREATED = "message.created";

    static final String MESSAGE_UPDATED = "message.updated";
    static final String MESSAGE_DELETED = "message.deleted";
    static final String CONVERSATION_UPDATED = "conversation.updated";
    static final String CONVERSATION_DELETED = "conversation.deleted";
    static final String PARTICIPANT_JOINED = "participant.joined";
    static final String PARTICIPANT_UPDATED = "participant.updated";
    static final String PARTICIPANT_REMOVED = "participant.removed";

    /** Returns the change of a message after a version of its conversation. */
    static EventView of(MessageChangeReader.Entry entry, long from) {
        return entry.view()
                .map(view -> message(entry.sentVersion() > from ? MESSAGE_CREATED : MESSAGE_UPDATED, view))
                .orElseGet(() -> deleted(entry.tombstone().orElseThrow()));
    }

    /** Returns the event of a message that was just sent. */
    static EventView created(MessageView message) {
        return message(MESSAGE_CREATED, message);
    }

    private static EventView message(String type, MessageView message) {
        return new EventView(type, message.version(), message, null, null);
    }

    private static EventView deleted(TombstoneView message) {
        return new EventView(MESSAGE_DELETED, message.version(), message, null, null);
    }

    static EventView of(String type, ParticipantView participant) {
        return new EventView(type, participant.version(), null, participant, null);
    }

    static EventView updated(long version, SharedConversationView conversation) {
        return new EventView(CONVERSATION_UPDATED, version, null, null, conversation);
    }

    static EventView conversationDeleted(long version) {
        return new EventView(CONVERSATION_DELETED, version, null, null, null);
    }

    /** Returns whether this is the removal of a user. */
    boolean removes(long user) {
        return type.equals(PARTICIPANT_REMOVED) && participant.user() == user;
    }

    /** Returns whether this is the deletion of the conversation. */
    boolean deletesConversation() {
        return type.equals(CONVERSATION_DELETED);
    }
}
