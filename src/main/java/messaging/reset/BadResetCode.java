package messaging.reset;

import messaging.problem.InvalidInput;

/** The code is wrong, used or expired; which of them is nobody's business (400). */
class BadResetCode extends InvalidInput {
    private static final long serialVersionUID = 1L;

    BadResetCode() {
        super("code", "is not valid or has expired");
    }
}
