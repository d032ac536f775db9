package messaging.token;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.util.Map;
import messaging.problem.ProblemException;

/** The request carries no token or credentials that count (401, RFC 6750). */
class NotAuthenticated extends ProblemException {
    private static final long serialVersionUID = 1L;
    private static final String REALM = "Bearer realm=\"messaging\"";

    private final String challenge;

    private NotAuthenticated(String detail, String challenge) {
        super(Status.UNAUTHORIZED, detail);
        this.challenge = challenge;
    }

    static NotAuthenticated noToken() {
        return new NotAuthenticated("Sign in: send an access token as 'Authorization: Bearer …'.", REALM);
    }

    static NotAuthenticated badToken() {
        return new NotAuthenticated("The token is not valid here or has expired.", REALM + ", error=\"invalid_token\"");
    }

    static NotAuthenticated badCredentials() {
        return new NotAuthenticated("No active account has this user name and password.", REALM);
    }

    @Override
    public Map<String, String> headers() {
        return Map.of(HttpHeaders.WWW_AUTHENTICATE, challenge);
    }
}
