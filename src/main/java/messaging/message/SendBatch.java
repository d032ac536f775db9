package messaging.message;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import messaging.problem.ProblemException;

/** Requests to send messages that share one transaction, and what became of each. */
final class SendBatch {
    private final List<SendRequest> requests;
    private List<Optional<Outcome>> outcomes = List.of();

    SendBatch(List<SendRequest> requests) {
        this.requests = List.copyOf(requests);
    }

    /** What became of a request. */
    sealed interface Outcome {
        /**
         * Returns the message.
         *
         * @param earlier reads the message of an earlier request with the same client id
         * @throws ProblemException if the request was refused
         */
        MessageService.Sent sent(Supplier<MessageService.Sent> earlier);
    }

    /** The message was sent. */
    record Accepted(MessageService.Revised message) implements Outcome {
        @Override
        public MessageService.Sent sent(Supplier<MessageService.Sent> earlier) {
            return new MessageService.Sent(message, true);
        }
    }

    /** The request was refused. The other requests are not affected. */
    record Rejected(ProblemException problem) implements Outcome {
        @Override
        public MessageService.Sent sent(Supplier<MessageService.Sent> earlier) {
            throw problem;
        }
    }

    /** An earlier request with the same client id sent the message, perhaps one of the same batch. */
    record Repeated() implements Outcome {
        @Override
        public MessageService.Sent sent(Supplier<MessageService.Sent> earlier) {
            return earlier.get();
        }
    }

    List<SendRequest> requests() {
        return requests;
    }

    /**
     * Keeps the outcomes once all statements of the transaction have succeeded.
     *
     * @param inOrder of the requests; empty for one that must be executed alone, since something that it needs is locked
     */
    void complete(List<Optional<Outcome>> inOrder) {
        outcomes = List.copyOf(inOrder);
    }

    /** Returns whether all statements have succeeded, so that only the commit can fail. */
    boolean isComplete() {
        return outcomes.size() == requests.size();
    }

    List<Optional<Outcome>> outcomes() {
        return outcomes;
    }
}
