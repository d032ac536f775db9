package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import messaging.conversation.ConversationNotFound;
import messaging.idempotency.ClientIdReused;
import messaging.idempotency.CreateResult;
import messaging.monitor.Metrics;
import messaging.problem.InvalidInput;
import messaging.revision.Versioned;

/**
 * Sends messages. Requests that arrive while other transactions are running share a transaction (ADR 0036); a request that
 * arrives alone gets its own at once.
 */
@ApplicationScoped
class MessageSender {
    private static final int MAX_BATCH_SIZE = 32;
    private static final Duration MAX_WAIT = Duration.ofMillis(100);

    private final MessageService service;
    private final Metrics metrics;
    private final GroupCommit<Long, SendRequest, SendBatch.Outcome> groups = new GroupCommit<>(
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            MAX_BATCH_SIZE,
            MAX_WAIT,
            SendRequest::conversation,
            this::commit);

    /** For CDI's proxy. */
    protected MessageSender() {
        this(null, null);
    }

    @Inject
    MessageSender(MessageService service, Metrics metrics) {
        this.service = service;
        this.metrics = metrics;
    }

    /**
     * Sends a message, or returns the message that the same request has already sent.
     *
     * @param conversation id of the conversation
     * @param caller id of a participant
     * @param body validated request
     * @return the message
     * @throws ConversationNotFound if the caller is not a participant
     * @throws InvalidInput if it replies to a message that the conversation does not have
     * @throws ClientIdReused if the client id was used for a different message
     * @throws MessageDeleted if the message was already sent, and was deleted since
     */
    CreateResult<Versioned<MessageView>> send(long conversation, long caller, NewMessage body) {
        return groups.submit(new SendRequest(conversation, caller, body))
                .message(() -> service.findRepeated(conversation, caller, body));
    }

    private List<Optional<SendBatch.Outcome>> commit(List<SendRequest> requests) {
        var batch = new SendBatch(requests);
        try {
            service.send(batch);
            return batch.outcomes();
        } catch (RuntimeException | Error e) {
            // It is unknown whether the database has committed, so the messages must not be sent again.
            if (batch.isComplete()) {
                throw new GroupCommit.CommitFailed(e);
            }
            if (requests.size() > 1) {
                metrics.sendBatchFailed();
            }
            throw e;
        }
    }
}
