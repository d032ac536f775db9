package messaging.token;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** A checked access token as the principal of a request. */
final class AccessToken implements JsonWebToken {
    private final String raw;
    private final JWTClaimsSet claims;
    private final Set<String> groups;

    /**
     * A token that was found good.
     *
     * @param raw as it came
     * @param claims what it says
     * @param groups the user's present groups, which count instead of the token's
     */
    AccessToken(String raw, JWTClaimsSet claims, Set<String> groups) {
        this.raw = raw;
        this.claims = claims;
        this.groups = Set.copyOf(groups);
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
                    case "aud" -> Set.copyOf(claims.getAudience());
                    case "exp" -> claims.getExpirationTime().toInstant().getEpochSecond();
                    case "iat" -> claims.getIssueTime().toInstant().getEpochSecond();
                    default -> claims.getClaim(name);
                };
    }
}
