package messaging.token;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** A page of another site tried to use the visitor's cookie (403). */
class CrossSite extends ProblemException {
    private static final long serialVersionUID = 1L;

    CrossSite() {
        super(ProblemType.CROSS_SITE_REQUEST, "Only pages of this site can use the cookie.");
    }
}
