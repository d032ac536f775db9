package messaging.auth.cookie;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** A page of another site sent the request with the user's cookie (403). */
class CrossSiteRequest extends ProblemException {
    private static final long serialVersionUID = 1L;

    CrossSiteRequest() {
        super(
                ProblemType.CROSS_SITE_REQUEST,
                "Requests with the refresh cookie are accepted only from pages of this site.");
    }
}
