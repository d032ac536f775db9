package messaging.problem;

import jakarta.ejb.ApplicationException;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A fact of the domain that ends a request, with the status that tells the client. Rolls the transaction back and
 * passes the EJB container unwrapped.
 */
@ApplicationException(rollback = true, inherited = true)
public abstract class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Status status;
    private final transient List<FieldError> errors;

    /**
     * A problem without field errors.
     *
     * @param status 4xx or 503
     * @param detail for people; never anything the client may not know
     */
    protected ProblemException(Status status, String detail) {
        this(status, detail, List.of());
    }

    /**
     * A problem of single fields.
     *
     * @param status 4xx
     * @param detail for people
     * @param errors every fault
     */
    protected ProblemException(Status status, String detail, List<FieldError> errors) {
        super(Objects.requireNonNull(detail));
        this.status = Objects.requireNonNull(status);
        this.errors = List.copyOf(errors);
    }

    /**
     * The status of the answer.
     *
     * @return 4xx or 503
     */
    public Status status() {
        return status;
    }

    /**
     * Every fault of the input.
     *
     * @return empty unless the input is at fault
     */
    public List<FieldError> errors() {
        return errors;
    }

    /**
     * Headers that belong to the answer, such as {@code Retry-After}.
     *
     * @return by name; empty for most problems
     */
    public Map<String, String> headers() {
        return Map.of();
    }
}
