package messaging.message;

import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import messaging.conversation.ConversationAccess;
import messaging.conversation.ConversationNotFound;
import messaging.conversation.LockedConversation;
import messaging.conversation.ParticipantLock;
import messaging.idempotency.ClientIdReused;
import messaging.idempotency.CreateResult;
import messaging.problem.Forbidden;
import messaging.problem.ProblemType;
import messaging.revision.IfMatch;
import messaging.revision.Versioned;

/** Sends, edits and deletes messages. */
@Stateless
public class MessageService {
    private final SendTransaction transaction;
    private final Messages messages;
    private final Mentions mentions;
    private final Reactions reactions;
    private final MessageDetails details;
    private final ConversationAccess access;
    private final Clock clock;

    @Resource
    private SessionContext context;

    /** For the container. */
    public MessageService() {
        this(null, null, null, null, null, null, null);
    }

    @Inject
    MessageService(
            SendTransaction transaction,
            Messages messages,
            Mentions mentions,
            Reactions reactions,
            MessageDetails details,
            ConversationAccess access,
            Clock clock) {
        this.transaction = transaction;
        this.messages = messages;
        this.mentions = mentions;
        this.reactions = reactions;
        this.details = details;
        this.access = access;
        this.clock = clock;
    }

    /**
     * Sends a message, or returns the message that the same request has already sent.
     *
     * @param conversation id of the conversation
     * @param caller id of a participant
     * @param body validated request
     * @return the message
     * @throws ConversationNotFound if the caller is not a participant
     * @throws messaging.problem.InvalidInput if it replies to a message that the conversation does not have
     * @throws ClientIdReused if the client id was used for a different message
     * @throws MessageDeleted if the message was already sent, and was deleted since
     */
    public CreateResult<Versioned<MessageView>> send(long conversation, long caller, NewMessage body) {
        return transaction
                .run(List.of(new SendRequest(conversation, caller, body)))
                .get(0)
                .orElseThrow()
                .message(() -> findRepeated(conversation, caller, body));
    }

    /**
     * Sends messages of several requests in one transaction (ADR 0036). A rejected request does not affect the others.
     *
     * @param batch the requests, which receives their outcomes
     */
    public void send(SendBatch batch) {
        var outcomes = transaction.run(batch.requests());
        // After a timeout, it is known that the transaction will not be committed.
        if (context.getRollbackOnly()) {
            throw new IllegalStateException("The transaction was rolled back");
        }
        batch.complete(outcomes);
    }

    /**
     * Returns the message that an earlier request with the same client id sent.
     *
     * @param conversation id of the conversation
     * @param caller id of the sender
     * @param body the repeated request
     * @return the message in its current state
     * @throws ClientIdReused if the client id was used for a different message
     * @throws MessageDeleted if the message was deleted since
     */
    public CreateResult<Versioned<MessageView>> findRepeated(long conversation, long caller, NewMessage body) {
        var earlier =
                body.id().flatMap(id -> messages.find(conversation, caller, id)).orElseThrow();
        earlier.requireSameRequest(body.requestHash());
        if (earlier.isDeleted()) {
            throw new MessageDeleted();
        }
        return new CreateResult<>(view(earlier), false);
    }

    /**
     * Edits a message.
     *
     * @param conversation id of the conversation
     * @param id of the message
     * @param caller id of the sender
     * @param changes requested changes
     * @param condition on the revision
     * @return the edited message
     * @throws ConversationNotFound if the caller is not a participant
     * @throws MessageNotFound if the caller cannot see the message
     * @throws Forbidden if the caller is not the sender
     */
    public Versioned<MessageView> edit(
            long conversation, long id, long caller, MessageChanges changes, IfMatch condition) {
        var lock = access.lock(conversation, caller);
        var message = messages.require(lock, id);
        if (!message.isFrom(caller)) {
            throw new Forbidden(ProblemType.NOT_SENDER);
        }
        condition.require(message.revision());
        changes.content()
                .value()
                .filter(content -> !message.hasContent(content))
                .ifPresent(content -> edit(message, content, lock));
        return view(message);
    }

    private void edit(Message message, String content, ParticipantLock lock) {
        var previous = message.content().orElseThrow();
        messages.add(MessageRevision.of(message));
        message.edit(content, lock.locked().stampMessageChange(), clock.instant());
        mentions.replace(
                message, previous, lock.conversation().isDirect(), lock.caller().role());
    }

    /**
     * Deletes a message for all participants, with its revisions, mentions and reactions.
     *
     * @param conversation id of the conversation
     * @param id of the message
     * @param caller id of the sender, the owner or an administrator of the conversation
     * @param condition on the revision
     * @throws ConversationNotFound if the caller is not a participant
     * @throws MessageNotFound if the caller cannot see the message
     * @throws Forbidden if the caller's role does not allow it
     */
    public void delete(long conversation, long id, long caller, IfMatch condition) {
        var lock = access.lock(conversation, caller);
        var message = messages.require(lock, id);
        if (!message.isFrom(caller) && !lock.caller().role().canModerate()) {
            throw new Forbidden(ProblemType.DELETION_NOT_ALLOWED);
        }
        condition.require(message.revision());
        delete(message, caller, lock.locked());
    }

    /**
     * Deletes a message of any conversation, for administrators of the site. The calling class records the action.
     *
     * @param conversation id of the conversation
     * @param id of the message
     * @param administrator id of the account
     * @throws ConversationNotFound if the conversation does not exist
     * @throws MessageNotFound if the conversation does not have the message
     */
    public void deleteAny(long conversation, long id, long administrator) {
        var locked = access.lockAny(conversation);
        var message = messages.find(conversation, id, 1).orElseThrow(() -> new MessageNotFound(id));
        delete(message, administrator, locked);
    }

    private void delete(Message message, long user, LockedConversation locked) {
        if (message.isEdited()) {
            messages.removeRevisions(message);
        }
        mentions.remove(message, message.content().orElseThrow());
        reactions.removeAll(message);
        message.delete(user, locked.stampMessageDeletion(), clock.instant());
    }

    private Versioned<MessageView> view(Message message) {
        return new Versioned<>(details.addTo(List.of(MessageRow.of(message))).get(0), message.revision());
    }
}
