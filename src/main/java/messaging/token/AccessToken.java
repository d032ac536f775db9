package messaging.token;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Set;
import messaging.user.Caller;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** A checked access token as the principal of a request. */
final class AccessToken implements JsonWebToken {
    /** Attribute of an authenticated request: its access token. */
    static final String ATTRIBUTE = "messaging.token.access";

    private final String raw;
    private final JWTClaimsSet claims;
    private final Set<String> groups;
    private final Set<String> issuerRoles;
    private final long account;
    private final boolean own;

    /**
     * A token that was found good.
     *
     * @param raw as it came
     * @param token what it says
     * @param account id of the account here
     * @param groups the user's present groups, which count instead of the token's
     * @param issuerRoles those of them that come from the single sign-on issuer
     */
    AccessToken(String raw, CheckedToken token, long account, Set<String> groups, Set<String> issuerRoles) {
        this.raw = raw;
        this.claims = token.claims();
        this.own = token.sso().isEmpty();
        this.account = account;
        this.groups = Set.copyOf(groups);
        this.issuerRoles = Set.copyOf(issuerRoles);
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
                    case Caller.ACCOUNT_CLAIM -> account;
                    case Caller.ISSUER_ROLES_CLAIM -> issuerRoles;
                    // Another issuer's sessions are not ours, whatever it calls them.
                    case Caller.SESSION_CLAIM -> own ? claims.getClaim(name) : null;
                    case "aud" -> Set.copyOf(claims.getAudience());
                    case "exp" -> claims.getExpirationTime().toInstant().getEpochSecond();
                    case "iat" -> claims.getIssueTime().toInstant().getEpochSecond();
                    default -> claims.getClaim(name);
                };
    }
}
