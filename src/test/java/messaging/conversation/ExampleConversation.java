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
        try {
            var field = Conversation.class.getDeclaredField("id");
            field.setAccessible(true);
            field.set(conversation, id);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
        return conversation;
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
        conversation.showHistory(History.JOINED);
    }
}
