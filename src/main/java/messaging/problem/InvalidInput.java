package messaging.problem;

import jakarta.ws.rs.core.Response.Status;
import java.util.List;

/** The client's input breaks rules; all faults are named (400). */
public class InvalidInput extends ProblemException {
    private static final long serialVersionUID = 1L;
    // Enough for people; a body of nothing but faults must not make an answer many times its size.
    private static final int MAX_ERRORS = 100;

    /**
     * Several faults.
     *
     * @param errors every fault, at least one; the first hundred are told
     */
    public InvalidInput(List<FieldError> errors) {
        super(Status.BAD_REQUEST, "The input is invalid.", errors.subList(0, Math.min(errors.size(), MAX_ERRORS)));
    }

    /**
     * One fault.
     *
     * @param field name as the client wrote it
     * @param message what is wrong
     */
    public InvalidInput(String field, String message) {
        this(List.of(new FieldError(field, message)));
    }
}
