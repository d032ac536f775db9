package messaging.auth.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import messaging.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// S-AUTH-1, S-AUTH-3, S-AUTH-5
class TrustedIssuersTest {
    private static final Instant NOW = Instant.parse("2026-01-31T09:30:00Z");
    private static final RSAKey KEY = SigningKeys.generate();
    private static final RSAKey SECOND = SigningKeys.generate();
    private static final RSAKey UNKNOWN_KEY = SigningKeys.generate();
    private static final Settings SETTINGS =
            Settings.from(Map.of("DB_PASSWORD", "x", "SIGNING_KEYS", new JWKSet(List.of(KEY, SECOND)).toString(false)));

    private final TrustedIssuers issuers =
            new TrustedIssuers(SETTINGS, new SigningKeys(SETTINGS), null, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void validAccessTokenIsAccepted() {
        var claims = issuers.verifyAccessToken(rs256(KEY, access().build()))
                .orElseThrow()
                .claims();
        assertEquals("7", claims.getSubject());
    }

    @Test
    void tokenSignedWithAnyKeyIsAccepted() {
        assertTrue(issuers.verifyAccessToken(rs256(SECOND, access().build())).isPresent());
    }

    @Test
    void validRefreshTokenIsAccepted() {
        assertTrue(issuers.verifyRefreshToken(refreshToken()).isPresent());
    }

    @Test
    void unsignedTokenIsRejectedByTheVerifier() {
        var claims = access().build();
        assertRejected(new PlainJWT(claims).serialize());
        var none = Base64URL.encode("{\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"" + KEY.getKeyID() + "\"}");
        var body = claims.toPayload().toBase64URL();
        assertRejected(none + "." + body + ".");
        assertRejected(none + "." + body + "." + rs256(KEY, claims).split("\\.")[2]);
        assertRejected(rs256(KEY, claims).replaceAll("\\.[^.]*$", "."));
    }

    @Test
    void hmacWithThePublicKeyIsRejected() throws JOSEException {
        for (var secret : List.of(
                KEY.toPublicJWK().toString().getBytes(StandardCharsets.UTF_8),
                KEY.toRSAPublicKey().getEncoded(),
                KEY.getModulus().decode())) {
            var header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                    .type(TokenType.ACCESS.type())
                    .keyID(KEY.getKeyID())
                    .build();
            assertRejected(signed(header, access().build(), new MACSigner(secret)));
        }
    }

    @Test
    void otherAlgorithmOfTheSameKeyIsRejected() throws JOSEException {
        for (var algorithm : List.of(JWSAlgorithm.RS512, JWSAlgorithm.PS256)) {
            var header = new JWSHeader.Builder(algorithm)
                    .type(TokenType.ACCESS.type())
                    .keyID(KEY.getKeyID())
                    .build();
            assertRejected(signed(header, access().build(), new RSASSASigner(KEY.toRSAPrivateKey())));
        }
    }

    @Test
    void unknownKeyIsRejected() {
        var claims = access().build();
        assertRejected(rs256(UNKNOWN_KEY, claims));
        assertRejected(signed(header("at+jwt", KEY.getKeyID()), claims, UNKNOWN_KEY));
        assertRejected(signed(header("at+jwt", "unknown"), claims, KEY));
    }

    @Test
    void keyInTheTokenIsIgnored() throws JOSEException {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(TokenType.ACCESS.type())
                .keyID(UNKNOWN_KEY.getKeyID())
                .jwk(UNKNOWN_KEY.toPublicJWK())
                .build();
        assertRejected(signed(header, access().build(), new RSASSASigner(UNKNOWN_KEY)));
    }

    @Test
    void unsupportedCriticalHeaderIsRejected() throws JOSEException {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(TokenType.ACCESS.type())
                .keyID(KEY.getKeyID())
                .criticalParams(Set.of("x"))
                .customParam("x", 1)
                .build();
        assertRejected(signed(header, access().build(), new RSASSASigner(KEY)));
    }

    @Test
    void otherIssuerOrAudienceIsRejected() {
        assertRejected(rs256(KEY, access().issuer("someone-else").build()));
        assertRejected(rs256(KEY, access().issuer(null).build()));
        assertRejected(rs256(KEY, access().audience("someone-else").build()));
        assertRejected(rs256(KEY, access().audience((String) null).build()));
    }

    @Test
    void missingRequiredClaimIsRejected() {
        for (var claim : List.of("sub", "exp", "iat", "jti")) {
            assertRejected(rs256(KEY, access().claim(claim, null).build()));
        }
    }

    @Test
    void timesAreCheckedWithClockSkew() {
        assertRejected(rs256(KEY, access().expirationTime(at(-31)).build()));
        assertTrue(issuers.verifyAccessToken(
                        rs256(KEY, access().expirationTime(at(-29)).build()))
                .isPresent());
        assertRejected(rs256(KEY, access().notBeforeTime(at(31)).build()));
        assertTrue(issuers.verifyAccessToken(
                        rs256(KEY, access().notBeforeTime(at(29)).build()))
                .isPresent());
    }

    @Test
    void tokenTypesAreNotInterchangeable() {
        var refresh = refreshToken();
        assertRejected(refresh);
        assertTrue(issuers.verifyRefreshToken(rs256(KEY, access().build())).isEmpty());
        // Not even if only one property differs from the other type.
        assertRejected(signed(header("at+jwt", KEY.getKeyID()), refresh().build(), KEY));
        assertRejected(signed(header("rt+jwt", KEY.getKeyID()), access().build(), KEY));
        assertTrue(issuers.verifyRefreshToken(signed(header("rt+jwt", KEY.getKeyID()), access().build(), KEY))
                .isEmpty());
        assertTrue(issuers.verifyRefreshToken(
                        signed(header("at+jwt", KEY.getKeyID()), refresh().build(), KEY))
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jose", "dpop+jwt"})
    void otherTypeIsRejected(String type) {
        assertRejected(signed(header(type, KEY.getKeyID()), access().build(), KEY));
    }

    @Test
    void missingTypeIsRejected() throws JOSEException {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY.getKeyID()).build();
        assertRejected(signed(header, access().build(), new RSASSASigner(KEY)));
    }

    @Test
    void oversizedTokenIsNotParsed() {
        assertRejected(rs256(KEY, access().claim("x", "x".repeat(8_192)).build()));
        assertRejected("x".repeat(1_000_000));
        assertRejected(".".repeat(1_000_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "...", "....", "x", "x.y.z", "e30.e30.e30", "null", "{}", "é.é.é"})
    void malformedTokenIsRejected(String token) {
        assertRejected(token);
        assertTrue(issuers.verifyRefreshToken(token).isEmpty());
    }

    @Test
    void modifiedTokenIsRejectedWithoutAnError() {
        var valid = rs256(KEY, access().build());
        var random = new Random(4711);
        var alphabet = "ABCabc019-_.{}\"=+/ \u00e9";
        for (int i = 0; i < 2_000; i++) {
            var changed = new StringBuilder(valid);
            // The last character of the signature has unused bits.
            var at = random.nextInt(valid.length() - 1);
            changed.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
            // Base64 has two alphabets; the decoder accepts both.
            if (!changed.toString().replace('+', '-').replace('/', '_').equals(valid)) {
                assertRejected(changed.toString());
            }
        }
        for (int length = 0; length < valid.length(); length += 7) {
            assertRejected(valid.substring(0, length));
        }
    }

    @Test
    void deeplyNestedTokenIsRejectedWithoutAnError() {
        var deep = Base64URL.encode("[".repeat(2_000));
        assertRejected(deep + "." + deep + ".x");
        assertRejected(Base64URL.encode("{\"alg\":\"RS256\",\"typ\":\"at+jwt\"}") + "." + deep + ".x");
        assertRejected(Base64URL.encode("{\"alg\":\"RS256\",\"x\":" + "{\"x\":".repeat(900)) + "." + deep + ".x");
    }

    private void assertRejected(String token) {
        assertTrue(issuers.verifyAccessToken(token).isEmpty(), () -> token.substring(0, Math.min(200, token.length())));
    }

    private static JWTClaimsSet.Builder access() {
        return new JWTClaimsSet.Builder()
                .issuer("messaging")
                .audience("messaging")
                .subject("7")
                .jwtID("1")
                .issueTime(at(0))
                .expirationTime(at(Duration.ofMinutes(15).toSeconds()));
    }

    private static JWTClaimsSet.Builder refresh() {
        return access().audience("messaging/token/refresh");
    }

    private static String refreshToken() {
        return signed(header("rt+jwt", KEY.getKeyID()), refresh().build(), KEY);
    }

    private static Date at(long seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private static JWSHeader header(String type, String kid) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType(type))
                .keyID(kid)
                .build();
    }

    private static String rs256(RSAKey key, JWTClaimsSet claims) {
        return signed(header("at+jwt", key.getKeyID()), claims, key);
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, RSAKey key) {
        try {
            return signed(header, claims, new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) throws JOSEException {
        var token = new SignedJWT(header, claims);
        token.sign(signer);
        return token.serialize();
    }
}
