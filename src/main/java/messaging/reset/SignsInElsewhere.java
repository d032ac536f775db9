package messaging.reset;

import jakarta.ws.rs.core.Response.Status;
import messaging.problem.ProblemException;

/** The account belongs to single sign-on: a password here would outlive its owner's leave there (409). */
class SignsInElsewhere extends ProblemException {
    private static final long serialVersionUID = 1L;

    SignsInElsewhere() {
        super(Status.CONFLICT, "The user signs in elsewhere and has no password here.");
    }
}
