package messaging.inbox;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Optional;
import messaging.conversation.Conversation;
import messaging.conversation.ConversationChanges;
import messaging.conversation.ConversationService;
import messaging.conversation.Conversations;
import messaging.conversation.NewConversation;
import messaging.idempotency.ClientId;
import messaging.revision.IfMatch;

/** Shows participants their conversations, also those that they have just made or changed. */
@Stateless
public class InboxService {
    @Inject
    private ConversationService service;

    @Inject
    private Conversations conversations;

    @Inject
    private InboxEntries entries;

    @Inject
    private InboxQueries queries;

    /**
     * A conversation as it was read, with what its entity tag is made of.
     *
     * @param view the conversation
     * @param revision counts its own edits
     */
    public record Revised(ConversationView view, long revision) {}

    /**
     * What became of the wish for a conversation.
     *
     * @param conversation that there is now
     * @param isNew false if it was there before
     */
    public record Begun(Revised conversation, boolean isNew) {}

    /**
     * Begins a conversation, or finds the one that is there already; see {@link ConversationService#create}.
     *
     * @param creator id of the account
     * @param body checked for form
     * @param id what the client calls the request
     * @return the conversation
     */
    public Begun create(long creator, NewConversation body, Optional<ClientId> id) {
        var created = service.create(creator, body, id);
        if (created.isNew()) {
            conversations.flush();
            entries.create(created.conversation().id());
        }
        return new Begun(revised(created.conversation(), creator), created.isNew());
    }

    /**
     * Changes a conversation; see {@link ConversationService#change}.
     *
     * @param id of the conversation
     * @param caller who must own or administer it
     * @param changes what changes
     * @param condition on the revision
     * @return the changed conversation
     */
    public Revised change(long id, long caller, ConversationChanges changes, IfMatch condition) {
        return revised(service.change(id, caller, changes, condition), caller);
    }

    private Revised revised(Conversation conversation, long caller) {
        // The views are read without entities.
        conversations.flush();
        return queries.read(conversation.id(), caller);
    }
}
