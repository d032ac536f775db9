package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import messaging.conversation.ConversationNotFound;
import messaging.paging.ListOptions;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.problem.InvalidInput;
import messaging.revision.Versioned;

/**
 * Reads messages for participants and administrators, without entities and without a transaction. It is not an enterprise
 * bean: the container would log a "not found" as an error.
 */
@ApplicationScoped
public class MessageQueries {
    /** The options of the list of a conversation's messages. */
    public static final ListOptions LISTING = MessagePages.LISTING;

    static final ListOptions MENTIONS = MentionFeed.LISTING;
    static final ListOptions REVISIONS = RevisionViews.LISTING;
    static final ListOptions REACTIONS = ReactionViews.LISTING;

    private final MessagePages pages;
    private final MessageLookup lookup;
    private final MentionFeed feed;
    private final RevisionViews revisions;
    private final ReactionViews reactions;

    /** For CDI's proxy. */
    protected MessageQueries() {
        this(null, null, null, null, null);
    }

    @Inject
    MessageQueries(
            MessagePages pages,
            MessageLookup lookup,
            MentionFeed feed,
            RevisionViews revisions,
            ReactionViews reactions) {
        this.pages = pages;
        this.lookup = lookup;
        this.feed = feed;
        this.revisions = revisions;
        this.reactions = reactions;
    }

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
     * Returns a page of the messages that mention a user, from all conversations of the user.
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
     * @return the message
     * @throws ConversationNotFound if the caller is not a participant
     * @throws MessageNotFound if the caller cannot see the message
     */
    public Versioned<MessageView> read(long conversation, long id, long caller) {
        return lookup.read(MessageScope.ofParticipant(conversation, caller), id);
    }

    /**
     * Returns a page of a message's revisions.
     *
     * @param conversation id of the conversation
     * @param id of the message
     * @param caller id of a participant
     * @param page which page
     * @return the page; the newest revision is the current content
     * @throws ConversationNotFound if the caller is not a participant
     * @throws MessageNotFound if the caller cannot see the message
     */
    public Slice<RevisionView> revisions(long conversation, long id, long caller, PageQuery page) {
        return revisions.page(MessageScope.ofParticipant(conversation, caller), id, page);
    }

    /**
     * Returns a page of the reactions to a message.
     *
     * @param conversation id of the conversation
     * @param id of the message
     * @param caller id of a participant
     * @param page which page
     * @return the page
     * @throws ConversationNotFound if the caller is not a participant
     * @throws MessageNotFound if the caller cannot see the message
     */
    public Slice<ReactionView> reactions(long conversation, long id, long caller, PageQuery page) {
        return reactions.page(MessageScope.ofParticipant(conversation, caller), id, page);
    }

    /**
     * Returns a page of any conversation's messages, for administrators of the site. The calling class records the action.
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
