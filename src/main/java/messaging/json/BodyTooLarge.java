package messaging.json;

import jakarta.ws.rs.core.Response.Status;
import messaging.problem.ProblemException;

/** The body is larger than the server takes (413). */
final class BodyTooLarge extends ProblemException {
    private static final long serialVersionUID = 1L;

    BodyTooLarge(int maxBytes) {
        super(Status.REQUEST_ENTITY_TOO_LARGE, "The body is larger than " + maxBytes + " bytes.");
    }
}
