package messaging.problem;

import jakarta.ejb.ApplicationException;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An error that ends a request with a problem detail. Rolls the transaction back and passes the EJB container
 * unwrapped. Every kind of problem has its own {@link ProblemType}.
 */
@ApplicationException(rollback = true, inherited = true)
public abstract class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient List<FieldError> errors;

    /**
     * Creates a problem without field errors.
     *
     * @param type kind of problem
     * @param detail description for people; must not contain anything secret
     */
    protected ProblemException(ProblemType type, String detail) {
        this(type, detail, List.of());
    }

    /**
     * Creates a problem with field errors.
     *
     * @param type kind of problem
     * @param detail description for people
     * @param errors every fault
     */
    protected ProblemException(ProblemType type, String detail, List<FieldError> errors) {
        super(Objects.requireNonNull(detail));
        this.type = Objects.requireNonNull(type);
        this.errors = List.copyOf(errors);
    }

    /**
     * Returns the kind of problem.
     *
     * @return the type
     */
    public ProblemType type() {
        return type;
    }

    /**
     * Returns the status of the response.
     *
     * @return 4xx or 503
     */
    public Status status() {
        return type.status();
    }

    /**
     * Returns every fault of the input.
     *
     * @return empty unless the input is at fault
     */
    public List<FieldError> errors() {
        return errors;
    }

    /**
     * Returns the headers of the response, such as {@code Retry-After}.
     *
     * @return by name; empty for most problems
     */
    public Map<String, String> headers() {
        return Map.of();
    }
}
