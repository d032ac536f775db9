package messaging.token;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Optional;
import messaging.settings.SsoIssuer;

/**
 * A token whose signature and claims are good.
 *
 * @param claims what it says
 * @param sso who issued it; empty for the application itself
 */
record CheckedToken(JWTClaimsSet claims, Optional<SsoIssuer> sso) {}
