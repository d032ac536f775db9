package messaging.reset;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The account belongs to single sign-on: a password here would outlive its owner's leave there (409). */
class SignsInElsewhere extends ProblemException {
    private static final long serialVersionUID = 1L;

    SignsInElsewhere() {
        super(ProblemType.EXTERNAL_ACCOUNT, "The user signs in through an identity provider and has no password here.");
    }
}
