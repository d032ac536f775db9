package messaging.problem;

import jakarta.ws.rs.core.Response.Status;

/** The caller may see the thing but not do this with it (403). */
public class Forbidden extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what isn't allowed.
     *
     * @param detail for people
     */
    public Forbidden(String detail) {
        super(Status.FORBIDDEN, detail);
    }
}
