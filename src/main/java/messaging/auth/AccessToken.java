package messaging.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Set;
import messaging.auth.jwt.VerifiedToken;
import messaging.auth.session.CurrentRights;
import messaging.user.Caller;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The principal of a request with a valid access token. Immutable, so that requests can share it. */
final class AccessToken implements JsonWebToken {
    /** Request attribute with the access token of an authenticated request. */
    static final String ATTRIBUTE = "messaging.auth.access";

    private final String raw;
    private final JWTClaimsSet claims;
    private final Set<String> groups;
    private final Set<String> issuerRoles;
    private final CurrentRights rights;
    private final boolean isOwn;

    /**
     * Creates the principal of a valid token.
     *
     * @param raw the token as the client sent it
     * @param token the verified token
     * @param rights the user's current rights
     * @param groups the user's current groups, which replace those of the token
     * @param issuerRoles the groups that come from the single sign-on issuer
     */
    AccessToken(String raw, VerifiedToken token, CurrentRights rights, Set<String> groups, Set<String> issuerRoles) {
        this.raw = raw;
        this.claims = token.claims();
        this.isOwn = token.sso().isEmpty();
        this.rights = rights;
        this.groups = Set.copyOf(groups);
        this.issuerRoles = Set.copyOf(issuerRoles);
    }

    boolean hasRights(CurrentRights current) {
        return rights.equals(current);
    }

    @Override
    public String getName() {
        return claims.getClaim("upn") instanceof String upn ? upn : claims.getSubject();
    }

    @Override
    public Set<String> getClaimNames() {
        return claims.getClaims().keySet();
    }

    @Override
    public Set<String> getGroups() {
        return groups;
    }

    @Override
    @SuppressWarnings("unchecked") // The interface leaves the type to the caller.
    public <T> T getClaim(String name) {
        return (T)
                switch (name) {
                    case "raw_token" -> raw;
                    case "groups" -> groups;
                    case Caller.ACCOUNT_CLAIM -> rights.user();
                    case Caller.ISSUER_ROLES_CLAIM -> issuerRoles;
                    // The session ids of other issuers are not ids of this application.
                    case Caller.SESSION_CLAIM -> isOwn ? claims.getClaim(name) : null;
                    case "aud" -> Set.copyOf(claims.getAudience());
                    case "exp" -> claims.getExpirationTime().toInstant().getEpochSecond();
                    case "iat" -> claims.getIssueTime().toInstant().getEpochSecond();
                    default -> claims.getClaim(name);
                };
    }
}
