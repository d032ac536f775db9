package messaging.token;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.util.Map;
import messaging.problem.ProblemException;

/** Whether a token is good can't be said at present, since its issuer keeps others waiting for its keys (503). */
class IssuerBusy extends ProblemException {
    private static final long serialVersionUID = 1L;

    IssuerBusy() {
        super(Status.SERVICE_UNAVAILABLE, "The issuer of the token does not answer. Try again.");
    }

    @Override
    public Map<String, String> headers() {
        return Map.of(HttpHeaders.RETRY_AFTER, "5");
    }
}
