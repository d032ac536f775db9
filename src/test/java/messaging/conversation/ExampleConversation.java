package messaging.conversation;

import java.time.Instant;
import java.util.Optional;
import messaging.RecordingEvent;
import messaging.user.ExampleUser;

/** Conversations for tests without a database. */
public final class ExampleConversation {
    private ExampleConversation() {}

    /**
     * Creates a group of user 1.
     *
     * @param id as the database would generate it
     * @param now time of the creation
     * @return the conversation
     */
    public static Conversation of(long id, Instant now) {
        var conversation = Conversation.group(1, Optional.empty(), History.ALL, now);
        assignId(conversation, id);
        return conversation;
    }

    static void assignId(Conversation conversation, long id) {
        set(conversation, "id", id);
    }

    /**
     * Changes the counters as a sent message does.
     *
     * @param conversation the conversation
     * @param at time of the message, not before the latest change
     */
    public static void countMessage(Conversation conversation, Instant at) {
        set(conversation, "lastSeq", conversation.lastSeq() + 1);
        set(conversation, "version", conversation.version() + 1);
        set(conversation, "updatedAt", at);
    }

    private static void set(Conversation conversation, String name, Object value) {
        try {
            var field = Conversation.class.getDeclaredField(name);
            field.setAccessible(true);
            field.set(conversation, value);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Locks a conversation.
     *
     * @param conversation the conversation
     * @return what changes need
     */
    public static LockedConversation lock(Conversation conversation) {
        return new LockedConversation(conversation, new RecordingEvent<>());
    }

    /**
     * Creates a member who joins now.
     *
     * @param conversation the conversation
     * @param user id of the account
     * @param username of the account
     * @return the participant
     */
    public static Participant member(Conversation conversation, long user, String username) {
        return Participant.join(
                conversation,
                ExampleUser.of(user, username),
                Role.MEMBER,
                new Stamp(conversation.version()),
                conversation.updatedAt());
    }

    /**
     * Hides earlier messages from later participants.
     *
     * @param conversation the conversation
     */
    public static void hideHistory(Conversation conversation) {
        conversation.changeHistory(History.JOINED);
    }
}
