package messaging.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import messaging.conversation.ConversationNotFound;
import messaging.inbox.ReadService;
import messaging.presence.TypingNotifier;
import messaging.problem.InvalidInput;
import messaging.transaction.Retried;

/** Executes the commands that clients send over the WebSocket. */
@ApplicationScoped
public class ClientCommands {
    private TypingNotifier notifier;
    private ReadService reads;

    /** For CDI's proxy. */
    protected ClientCommands() {}

    @Inject
    ClientCommands(TypingNotifier notifier, ReadService reads) {
        this.notifier = notifier;
        this.reads = reads;
    }

    /**
     * Notifies the other participants that a user is typing.
     *
     * @param user ID of the account
     * @param conversation ID of the conversation
     * @throws ConversationNotFound if the user is not a participant
     */
    public void notifyTyping(long user, long conversation) {
        notifier.notifyTyping(user, conversation);
    }

    /**
     * Marks the messages up to a number as read.
     *
     * @param user ID of the account
     * @param conversation ID of the conversation
     * @param seq number of the message
     * @throws ConversationNotFound if the user is not a participant
     * @throws InvalidInput if the conversation does not have the message yet
     */
    @Retried
    public void markRead(long user, long conversation, long seq) {
        reads.markRead(conversation, user, seq);
    }
}
