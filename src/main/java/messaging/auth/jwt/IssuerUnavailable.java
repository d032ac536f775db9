package messaging.auth.jwt;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** Whether a token is good can't be said at present, since its issuer keeps others waiting for its keys (503). */
class IssuerUnavailable extends ProblemException {
    private static final long serialVersionUID = 1L;

    IssuerUnavailable() {
        super(ProblemType.ISSUER_UNAVAILABLE, "The issuer of the token does not respond. Try again.");
    }

    @Override
    public Map<String, String> headers() {
        return Map.of(HttpHeaders.RETRY_AFTER, "5");
    }
}
