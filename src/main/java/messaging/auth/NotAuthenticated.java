package messaging.auth;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The request has no valid token or credentials (401, RFC 6750). */
public class NotAuthenticated extends ProblemException {
    private static final long serialVersionUID = 1L;
    private static final String REALM = "Bearer realm=\"messaging\"";

    private final String challenge;

    private NotAuthenticated(ProblemType type, String detail, String challenge) {
        super(type, detail);
        this.challenge = challenge;
    }

    static NotAuthenticated noToken() {
        return new NotAuthenticated(
                ProblemType.NOT_AUTHENTICATED,
                "Authentication required. Send an access token as 'Authorization: Bearer …'.",
                REALM);
    }

    public static NotAuthenticated badToken() {
        return new NotAuthenticated(
                ProblemType.TOKEN_NOT_VALID,
                "The token is not valid or has expired.",
                REALM + ", error=\"invalid_token\"");
    }

    static NotAuthenticated badCredentials() {
        return new NotAuthenticated(
                ProblemType.INVALID_CREDENTIALS, "No active account matches this username and password.", REALM);
    }

    @Override
    public Map<String, String> headers() {
        return Map.of(HttpHeaders.WWW_AUTHENTICATE, challenge);
    }
}
