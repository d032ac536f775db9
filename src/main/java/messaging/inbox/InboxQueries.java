package messaging.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import messaging.conversation.ConversationNotFound;
import messaging.inbox.InboxService.Revised;
import messaging.paging.PageQuery;
import messaging.paging.Slice;

/**
 * Reads conversations as their participants see them, without entities and without a transaction of its own. It is no
 * enterprise bean: the container would roll back, and report as an error, what a "not found" leaves without a transaction.
 */
@ApplicationScoped
public class InboxQueries {
    @Inject
    private ConversationViews views;

    @Inject
    private InboxEntries entries;

    /**
     * Returns a conversation.
     *
     * @param id of the conversation
     * @param caller id of a participant
     * @return the conversation with its revision
     * @throws ConversationNotFound if the caller is not a participant
     */
    public Revised read(long id, long caller) {
        return views.find(id, caller).orElseThrow(() -> new ConversationNotFound(id));
    }

    /**
     * Returns a page of a user's conversations.
     *
     * @param caller id of the user
     * @param page which page
     * @param filter which conversations
     * @return the page, read with a constant number of statements
     */
    public Slice<ConversationView> list(long caller, PageQuery page, InboxFilter filter) {
        var withUnread = filter.unread().isPresent() ? entries.unread(caller) : UnreadConversations.NONE;
        return views.page(caller, page, filter, withUnread);
    }

    /**
     * Returns a user's preferences for a conversation.
     *
     * @param id of the conversation
     * @param user id of a participant
     * @return the preferences
     * @throws ConversationNotFound if the user is not a participant
     */
    public PreferencesView preferences(long id, long user) {
        return entries.preferences(id, user).orElseThrow(() -> new ConversationNotFound(id));
    }
}
