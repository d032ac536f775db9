package messaging.conversation;

import java.time.Instant;
import java.util.Optional;
import messaging.user.ExampleUser;

/** Conversations for the tests of rules that need no database. */
public final class ExampleConversation {
    private ExampleConversation() {}

    /**
     * A conversation that has just begun.
     *
     * @param id as if the database had given it
     * @param now when it began
     * @return the conversation
     */
    public static Conversation of(long id, Instant now) {
        var conversation = Conversation.group(1, Optional.empty(), History.ALL, now);
        set(conversation, "id", id);
        return conversation;
    }

    /**
     * Puts a conversation in the state in which it is read after a message was sent.
     *
     * @param conversation in which
     * @param at when, not before the latest change
     * @return the numbers of the message
     */
    public static Conversation.Stamp send(Conversation conversation, Instant at) {
        set(conversation, "lastSeq", conversation.lastSeq() + 1);
        set(conversation, "version", conversation.version() + 1);
        set(conversation, "updatedAt", at);
        return new Conversation.Stamp(conversation.lastSeq(), conversation.version(), at);
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
     * Somebody who joins a conversation now.
     *
     * @param conversation in which
     * @param user id of the account
     * @param username its name
     * @return their part, a member's
     */
    public static Participant member(Conversation conversation, long user, String username) {
        return Participant.join(conversation, ExampleUser.of(user, username), Role.MEMBER, conversation.updatedAt());
    }

    /**
     * Hides what was said before somebody joined.
     *
     * @param conversation in which
     */
    public static void hideHistory(Conversation conversation) {
        conversation.changeHistory(History.JOINED);
    }
}
