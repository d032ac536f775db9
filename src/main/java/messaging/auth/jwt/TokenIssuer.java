package messaging.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import messaging.settings.Settings;
import messaging.user.AccountClaims;
import messaging.user.Caller;

/** Issues the application's own tokens (S-AUTH-1), RS256. */
@ApplicationScoped
public class TokenIssuer {
    private SigningKeys keys;
    private Settings settings;
    private Clock clock;

    /** For CDI's proxy. */
    protected TokenIssuer() {}

    @Inject
    TokenIssuer(SigningKeys keys, Settings settings, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Issues an access token.
     *
     * @param account the claims about the user
     * @param session id of the session
     * @return a MicroProfile JWT
     */
    public String issueAccessToken(AccountClaims account, long session) {
        var tokens = settings.tokens();
        return sign(
                TokenType.ACCESS,
                claims(account.id(), session, clock.instant(), tokens.accessLifetime(), tokens.audience())
                        .claim("upn", account.username())
                        .claim("groups", account.isAdmin() ? List.of("user", Caller.ADMIN) : List.of("user"))
                        .build());
    }

    /**
     * Issues a refresh token.
     *
     * @param user id of the account
     * @param session id of the session
     * @param lifetime of the token
     * @return a JWT that names the user by id only
     */
    public String issueRefreshToken(long user, long session, Duration lifetime) {
        // The audience is the issuer itself: clients send the token nowhere else.
        return sign(
                TokenType.REFRESH,
                claims(
                                user,
                                session,
                                clock.instant(),
                                lifetime,
                                settings.tokens().issuer() + "/token/refresh")
                        .build());
    }

    private JWTClaimsSet.Builder claims(long user, long session, Instant now, Duration lifetime, String audience) {
        return new JWTClaimsSet.Builder()
                .issuer(settings.tokens().issuer())
                .subject(Long.toString(user))
                .audience(audience)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .jwtID(UUID.randomUUID().toString())
                .claim(Caller.SESSION_CLAIM, session);
    }

    private String sign(TokenType type, JWTClaimsSet claims) {
        var key = keys.active();
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(type.type())
                        .keyID(key.getKeyID())
                        .build(),
                claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("The active key cannot sign", e);
        }
        return token.serialize();
    }
}
