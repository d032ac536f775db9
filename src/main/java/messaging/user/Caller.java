package messaging.user;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The authenticated user of the current request, from the access token. Request-scoped, as an injected token must be. */
@RequestScoped
public class Caller {
    /** Name of the claim that holds the session's id. */
    public static final String SESSION_CLAIM = "sid";

    /** Name of the claim that holds the account's id, for tokens of any issuer; the application itself adds it. */
    public static final String ACCOUNT_CLAIM = "urn:messaging:account";

    /**
     * Name of the claim that holds the roles that a single sign-on issuer gives the caller; the application itself adds
     * it. Empty for the application's own tokens.
     */
    public static final String ISSUER_ROLES_CLAIM = "urn:messaging:issuer-roles";

    /** Group of the site's administrators. */
    public static final String ADMIN = "admin";

    @Inject
    private JsonWebToken token;

    /**
     * Returns the id of the caller's account.
     *
     * @return the id
     */
    public long id() {
        return token.<Long>claim(ACCOUNT_CLAIM).orElseThrow();
    }

    /**
     * Returns the id of the session in which the caller is signed in.
     *
     * @return the id; empty for a single sign-on token
     */
    public Optional<Long> session() {
        return token.<Object>claim(SESSION_CLAIM).map(Object::toString).map(Long::valueOf);
    }

    /** Returns whether a single sign-on issuer makes the caller an administrator, even if the account is not one. */
    public boolean isAdminByIssuer() {
        return token.<Set<String>>claim(ISSUER_ROLES_CLAIM).orElse(Set.of()).contains(ADMIN);
    }
}
