package messaging.user;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The operator has disabled the directory (404). */
public class DirectoryDisabled extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** Creates the error. */
    public DirectoryDisabled() {
        super(ProblemType.DIRECTORY_DISABLED, "The directory is disabled on this server.");
    }
}
