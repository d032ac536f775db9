package messaging.auth.jwt;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** A token cannot be verified now, because too many requests already wait for its issuer's keys (503). */
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
