package messaging.user;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The operator has switched the directory off (404). */
public class DirectoryDisabled extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** The directory does not answer on this server. */
    public DirectoryDisabled() {
        super(ProblemType.DIRECTORY_DISABLED, "The directory is disabled on this server.");
    }
}
