package messaging.token;

import jakarta.ws.rs.core.Response.Status;
import messaging.problem.ProblemException;

/** A page of another site tried to use the visitor's cookie (403). */
class CrossSite extends ProblemException {
    private static final long serialVersionUID = 1L;

    CrossSite() {
        super(Status.FORBIDDEN, "Only pages of this site may use the cookie.");
    }
}
