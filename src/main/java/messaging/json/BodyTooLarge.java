package messaging.json;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The request body exceeds the size limit (413). */
final class BodyTooLarge extends ProblemException {
    private static final long serialVersionUID = 1L;

    BodyTooLarge(int maxBytes) {
        super(ProblemType.BODY_TOO_LARGE, "The request body exceeds " + maxBytes + " bytes.");
    }
}
