package messaging.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalLong;
import messaging.conversation.ConversationNotFound;
import messaging.paging.ListOptions;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.revision.Versioned;

/**
 * Reads conversations as their participants see them, without entities and without a transaction. It is not an enterprise
 * bean: the container would log a "not found" as an error.
 */
@ApplicationScoped
public class InboxQueries {
    /** The options of the list of a user's conversations. */
    public static final ListOptions LISTING = ConversationViews.LISTING;

    static final ListOptions RECEIPTS = ReceiptViews.LISTING;

    private final ConversationViews views;
    private final InboxStateViews states;
    private final ReceiptViews receipts;

    /** For CDI's proxy. */
    protected InboxQueries() {
        this(null, null, null);
    }

    @Inject
    InboxQueries(ConversationViews views, InboxStateViews states, ReceiptViews receipts) {
        this.views = views;
        this.states = states;
        this.receipts = receipts;
    }

    /**
     * A participant's own state in a conversation.
     *
     * @param reads the read state
     * @param preferences of the participant
     */
    public record InboxState(ReadStateView reads, PreferencesView preferences) {}

    /**
     * Returns a conversation.
     *
     * @param id of the conversation
     * @param caller id of a participant
     * @return the conversation
     * @throws ConversationNotFound if the caller is not a participant
     */
    public Versioned<ConversationView> read(long id, long caller) {
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
        var withUnread = filter.unread().isPresent() ? states.unread(caller) : UnreadConversations.NONE;
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
        return states.preferences(id, user).orElseThrow(() -> new ConversationNotFound(id));
    }

    /**
     * Returns a user's own state in a conversation.
     *
     * @param id of the conversation
     * @param user id of the account
     * @return empty if the user is not a participant
     */
    public Optional<InboxState> state(long id, long user) {
        return states.own(id, user).map(own -> new InboxState(states.readState(own.position()), own.preferences()));
    }

    /**
     * Returns a page of a conversation's read receipts.
     *
     * @param id of the conversation
     * @param caller id of a participant
     * @param page which page
     * @param seq only receipts that cover this message; empty for all
     * @return the page
     * @throws ConversationNotFound if the caller is not a participant
     */
    public Slice<ReceiptView> receipts(long id, long caller, PageQuery page, OptionalLong seq) {
        return receipts.page(id, caller, page, seq);
    }
}
