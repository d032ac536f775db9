package messaging.message;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import messaging.idempotency.CreateResult;
import messaging.problem.ProblemException;
import messaging.revision.Versioned;

/** Requests to send messages that share one transaction, and the outcome of each. */
final class SendBatch {
    private final List<SendRequest> requests;
    private List<Optional<Outcome>> outcomes = List.of();

    SendBatch(List<SendRequest> requests) {
        this.requests = List.copyOf(requests);
    }

    /** The outcome of a request. */
    sealed interface Outcome {
        /**
         * Returns the message.
         *
         * @param earlier reads the message of an earlier request with the same client id
         * @throws ProblemException if the request was rejected
         */
        CreateResult<Versioned<MessageView>> message(Supplier<CreateResult<Versioned<MessageView>>> earlier);
    }

    /** The message was sent. */
    record Accepted(Versioned<MessageView> sent) implements Outcome {
        @Override
        public CreateResult<Versioned<MessageView>> message(Supplier<CreateResult<Versioned<MessageView>>> earlier) {
            return new CreateResult<>(sent, true);
        }
    }

    /** The request was rejected. The other requests are not affected. */
    record Rejected(ProblemException problem) implements Outcome {
        @Override
        public CreateResult<Versioned<MessageView>> message(Supplier<CreateResult<Versioned<MessageView>>> earlier) {
            throw problem;
        }
    }

    /** An earlier request with the same client id sent the message, perhaps one of the same batch. */
    record Repeated() implements Outcome {
        @Override
        public CreateResult<Versioned<MessageView>> message(Supplier<CreateResult<Versioned<MessageView>>> earlier) {
            return earlier.get();
        }
    }

    List<SendRequest> requests() {
        return requests;
    }

    /**
     * Stores the outcomes once all statements of the transaction have succeeded.
     *
     * @param inOrder the outcomes in the order of the requests; empty for a request that must be executed alone, because a
     *     row that it needs is locked
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
