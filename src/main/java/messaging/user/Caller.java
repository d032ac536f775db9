package messaging.user;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who makes the request, read from the access token. Request-scoped, as an injected token must be. */
@RequestScoped
public class Caller {
    /** Name of the claim that holds the session's id. */
    public static final String SESSION_CLAIM = "sid";

    /** Name of the claim that holds the account's id, whoever issued the token; the application itself puts it there. */
    public static final String ACCOUNT_CLAIM = "urn:messaging:account";

    /** Group of the site's administrators. */
    public static final String ADMIN = "admin";

    @Inject
    private JsonWebToken token;

    /**
     * The caller's account.
     *
     * @return its id
     */
    public long id() {
        return token.<Long>claim(ACCOUNT_CLAIM).orElseThrow();
    }

    /**
     * The session in which the caller is signed in.
     *
     * @return its id; empty for a token that was issued elsewhere
     */
    public Optional<Long> session() {
        return token.<Object>claim(SESSION_CLAIM).map(Object::toString).map(Long::valueOf);
    }
}
