package messaging.reset;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** A single sign-on account cannot get a password, with which its user could still sign in after leaving the company (409). */
class ExternalAccountHasNoPassword extends ProblemException {
    private static final long serialVersionUID = 1L;

    ExternalAccountHasNoPassword() {
        super(ProblemType.EXTERNAL_ACCOUNT, "This account signs in through an identity provider and has no password.");
    }
}
