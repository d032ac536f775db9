package messaging.problem;

import java.util.List;
import java.util.Map;

/** One or more fields or parameters are not valid (400). */
public class InvalidInput extends ProblemException {
    private static final long serialVersionUID = 1L;
    // Limited, so that a body full of faults does not produce a response many times its size.
    private static final int MAX_ERRORS = 100;

    /**
     * Creates a problem with several faults.
     *
     * @param errors every fault, at least one; the first hundred are reported
     */
    public InvalidInput(List<FieldError> errors) {
        super(
                ProblemType.INVALID_INPUT,
                "The input is not valid.",
                errors.subList(0, Math.min(errors.size(), MAX_ERRORS)));
    }

    /**
     * Creates a problem with one fault.
     *
     * @param error the fault
     */
    public InvalidInput(FieldError error) {
        this(List.of(error));
    }

    /**
     * Creates a problem with one fault.
     *
     * @param field name as the client wrote it
     * @param code a code without parameters
     */
    public InvalidInput(String field, ErrorCode code) {
        this(FieldError.of(field, code));
    }

    /**
     * Creates a problem with one fault.
     *
     * @param field name as the client wrote it
     * @param code the code of the fault
     * @param parameters parameters of the code, by name
     */
    public InvalidInput(String field, ErrorCode code, Map<String, ?> parameters) {
        this(FieldError.of(field, code, parameters));
    }
}
