package messaging.live;

import java.util.List;
import java.util.Objects;
import messaging.problem.FieldError;

/** A client's WebSocket message that the server cannot act on. */
final class InvalidClientMessage extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorFrameCode code;
    private final transient List<FieldError> errors;

    /** Creates an error of the whole message. */
    InvalidClientMessage(ErrorFrameCode code, String detail) {
        this(code, detail, List.of());
    }

    /** Creates an error of single fields. */
    InvalidClientMessage(ErrorFrameCode code, String detail, List<FieldError> errors) {
        super(Objects.requireNonNull(detail));
        this.code = Objects.requireNonNull(code);
        this.errors = List.copyOf(errors);
    }

    ErrorFrameCode code() {
        return code;
    }

    List<FieldError> errors() {
        return errors;
    }
}
