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
import messaging.idempotency.CreateResult;
import messaging.revision.IfMatch;
import messaging.revision.Versioned;

/** Creates and changes conversations, and returns them as the caller sees them. */
@Stateless
public class InboxService {
    private final ConversationService service;
    private final Conversations conversations;
    private final InboxEntries entries;
    private final InboxQueries queries;

    /** For the container. */
    public InboxService() {
        this(null, null, null, null);
    }

    @Inject
    InboxService(ConversationService service, Conversations conversations, InboxEntries entries, InboxQueries queries) {
        this.service = service;
        this.conversations = conversations;
        this.entries = entries;
        this.queries = queries;
    }

    /**
     * Creates a conversation, or returns the existing one; see {@link ConversationService#create}.
     *
     * @param creator id of the account
     * @param body validated request
     * @param clientId id of the request, if the client chose one
     * @return the conversation
     */
    public CreateResult<Versioned<ConversationView>> create(
            long creator, NewConversation body, Optional<ClientId> clientId) {
        var created = service.create(creator, body, clientId);
        if (created.isNew()) {
            conversations.flush();
            entries.create(created.value().id());
        }
        return new CreateResult<>(view(created.value(), creator), created.isNew());
    }

    /**
     * Changes a conversation; see {@link ConversationService#change}.
     *
     * @param id of the conversation
     * @param caller id of an owner or administrator
     * @param changes requested changes
     * @param condition on the revision
     * @return the changed conversation
     */
    public Versioned<ConversationView> change(long id, long caller, ConversationChanges changes, IfMatch condition) {
        return view(service.change(id, caller, changes, condition), caller);
    }

    private Versioned<ConversationView> view(Conversation conversation, long caller) {
        // The view is read without entities.
        conversations.flush();
        return queries.read(conversation.id(), caller);
    }
}
