package messaging.event;

import java.util.List;
import java.util.Objects;
import messaging.problem.FieldError;

/** A client's WebSocket message that the server cannot act on. */
final class InvalidClientMessage extends Exception {
    private static final long serialVersionUID = 1L;

    private final MessageFault fault;
    private final transient List<FieldError> errors;

    /** A fault of the message as a whole. */
    InvalidClientMessage(MessageFault fault, String detail) {
        this(fault, detail, List.of());
    }

    /** A fault of single fields. */
    InvalidClientMessage(MessageFault fault, String detail, List<FieldError> errors) {
        super(Objects.requireNonNull(detail));
        this.fault = Objects.requireNonNull(fault);
        this.errors = List.copyOf(errors);
    }

    MessageFault fault() {
        return fault;
    }

    List<FieldError> errors() {
        return errors;
    }
}
