package messaging.user;

import jakarta.ws.rs.core.Response.Status;
import messaging.problem.ProblemException;

/** The operator has switched the directory off (404). */
public class DirectoryDisabled extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** The directory does not answer on this server. */
    public DirectoryDisabled() {
        super(Status.NOT_FOUND, "The directory is switched off on this server.");
    }
}
