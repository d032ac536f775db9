package messaging.auth.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import org.junit.jupiter.api.Test;

// S-AUTH-4
class TrustedIssuerTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-31T09:30:00Z"), ZoneOffset.UTC);

    private final RSAKey keyOfA = SigningKeys.generate();
    private final RSAKey keyOfB = SigningKeys.generate();
    private final TrustedIssuer a = issuer("a", keyOfA);
    private final TrustedIssuer b = issuer("b", keyOfB);

    @Test
    void keyIsTrustedForItsOwnIssuerOnly() throws JOSEException {
        for (var claimed : new String[] {"a", "b"}) {
            for (var key : new RSAKey[] {keyOfA, keyOfB}) {
                for (var kid : new RSAKey[] {keyOfA, keyOfB}) {
                    var token = token(claimed, key, kid.getKeyID());
                    assertEquals(
                            claimed.equals("a") && key == keyOfA && kid == keyOfA,
                            a.verify(token).isPresent());
                    assertEquals(
                            claimed.equals("b") && key == keyOfB && kid == keyOfB,
                            b.verify(token).isPresent());
                }
            }
        }
    }

    private static TrustedIssuer issuer(String name, RSAKey key) {
        return TrustedIssuer.own(
                name, new ImmutableJWKSet<>(new JWKSet(key.toPublicJWK())), "messaging", TokenType.ACCESS, CLOCK);
    }

    private static SignedJWT token(String issuer, RSAKey key, String kid) throws JOSEException {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(TokenType.ACCESS.type())
                        .keyID(kid)
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience("messaging")
                        .subject("1")
                        .jwtID("1")
                        .issueTime(Date.from(CLOCK.instant()))
                        .expirationTime(Date.from(CLOCK.instant().plusSeconds(60)))
                        .build());
        token.sign(new RSASSASigner(key));
        return token;
    }
}
