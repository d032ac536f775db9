package messaging.json;

import jakarta.ws.rs.core.Response.Status;
import messaging.problem.ProblemException;

/** The body is no JSON in UTF-8 (400). */
final class MalformedBody extends ProblemException {
    private static final long serialVersionUID = 1L;

    MalformedBody(String detail) {
        super(Status.BAD_REQUEST, detail);
    }
}
