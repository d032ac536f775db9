package messaging.reset;

import java.util.List;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The code is wrong, used or expired (400). The response does not reveal which. */
class InvalidResetCode extends ProblemException {
    private static final long serialVersionUID = 1L;

    InvalidResetCode() {
        super(
                ProblemType.INVALID_RESET_CODE,
                "The reset code is not valid or has expired.",
                List.of(FieldError.of("code", ErrorCode.INVALID_OR_EXPIRED)));
    }
}
