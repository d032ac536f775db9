package messaging.conversation;

import java.time.Instant;
import java.util.Optional;

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
}
