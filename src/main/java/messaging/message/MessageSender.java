package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import messaging.conversation.ConversationNotFound;
import messaging.idempotency.ClientIdReused;
import messaging.monitor.Metrics;
import messaging.problem.InvalidInput;

/**
 * Sends the messages of requests. Requests that arrive while others are being sent share a transaction (ADR 0036); one that
 * arrives alone has one of its own at once.
 */
@ApplicationScoped
class MessageSender {
    private static final int MAX_BATCH_SIZE = 32;
    private static final Duration MAX_WAIT = Duration.ofMillis(100);

    @Inject
    private MessageService service;

    @Inject
    private Metrics metrics;

    private final GroupCommit<Long, SendRequest, SendBatch.Outcome> groups = new GroupCommit<>(
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            MAX_BATCH_SIZE,
            MAX_WAIT,
            SendRequest::conversation,
            this::commit);

    /**
     * Sends a message, once for each id that the client gives one.
     *
     * @param conversation id of the conversation
     * @param caller who must be in it
     * @param body checked for form
     * @return the message with its numbers
     * @throws ConversationNotFound if it is none of the caller's
     * @throws InvalidInput if it answers what the conversation doesn't have
     * @throws ClientIdReused if the client gave another message this id
     * @throws MessageDeleted if the message was sent before and has been deleted since
     */
    MessageService.Sent send(long conversation, long caller, NewMessage body) {
        return groups.submit(new SendRequest(conversation, caller, body))
                .sent(() -> service.findRepeated(conversation, caller, body));
    }

    private List<Optional<SendBatch.Outcome>> commit(List<SendRequest> requests) {
        var batch = new SendBatch(requests);
        try {
            service.send(batch);
            return batch.outcomes();
        } catch (RuntimeException | Error e) {
            // Whether the database has committed is not known, so nothing may be sent again.
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
