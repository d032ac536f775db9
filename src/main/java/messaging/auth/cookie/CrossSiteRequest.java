package messaging.auth.cookie;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** A page of another site tried to use the visitor's cookie (403). */
class CrossSiteRequest extends ProblemException {
    private static final long serialVersionUID = 1L;

    CrossSiteRequest() {
        super(ProblemType.CROSS_SITE_REQUEST, "Only pages of this site can use the cookie.");
    }
}
