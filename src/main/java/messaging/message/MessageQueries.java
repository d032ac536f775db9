package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import messaging.conversation.ConversationNotFound;
import messaging.message.MessageService.Revised;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.problem.InvalidInput;

/**
 * Reads messages for participants and administrators, without entities and without a transaction of its own. It is no
 * enterprise bean: the container would roll back, and report as an error, what a "not found" leaves without a transaction.
 */
@ApplicationScoped
public class MessageQueries {
    @Inject
    private MessagePages pages;

    @Inject
    private MessageLookup lookup;

    @Inject
    private MentionFeed feed;

    /**
     * Returns a page of a conversation's messages.
     *
     * @param conversation id of the conversation
     * @param caller id of a participant
     * @param replyTo id of a message whose replies are returned; empty for all messages
     * @param page which page
     * @return the page
     * @throws ConversationNotFound if the caller is not a participant
     * @throws InvalidInput if the conversation does not have the message at which the page starts
     */
    public Slice<MessageView> list(long conversation, long caller, Optional<Long> replyTo, PageQuery page) {
        return pages.page(MessageScope.ofParticipant(conversation, caller), replyTo, page);
    }

    /**
     * Returns a page of the messages that mention a user, in all conversations of the user.
     *
     * @param caller id of the user
     * @param page which page
     * @return the page
     */
    public Slice<MessageView> mentions(long caller, PageQuery page) {
        return feed.page(caller, page);
    }

    /**
     * Returns a message.
     *
     * @param conversation id of the conversation
     * @param id of the message
     * @param caller id of a participant
     * @return the message with its revision
     * @throws ConversationNotFound if the caller is not a participant
     * @throws MessageNotFound if the conversation has no such message
     */
    public Revised read(long conversation, long id, long caller) {
        return lookup.read(MessageScope.ofParticipant(conversation, caller), id);
    }

    /**
     * Returns a page of any conversation's messages, for administrators. Auditing it is left to the calling class.
     *
     * @param conversation id of the conversation
     * @param page which page
     * @return the page
     * @throws ConversationNotFound if the conversation does not exist
     */
    public Slice<MessageView> listAny(long conversation, PageQuery page) {
        return pages.page(MessageScope.ofAdministrator(conversation), Optional.empty(), page);
    }
}
