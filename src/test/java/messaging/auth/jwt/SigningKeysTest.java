package messaging.auth.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import messaging.settings.InvalidSettings;
import messaging.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// S-AUTH-3
class SigningKeysTest {
    private static final RSAKey FIRST = SigningKeys.generate();
    private static final RSAKey SECOND = SigningKeys.generate();

    @Test
    void keySetOrKeyIsReadInPlainTextAndBase64() {
        for (var json : List.of(set(FIRST, SECOND), FIRST.toJSONString())) {
            assertEquals(FIRST.getKeyID(), keys(json).active().getKeyID());
            var encoded = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
            assertEquals(FIRST.getKeyID(), keys(encoded).active().getKeyID());
        }
    }

    @Test
    void pemKeysAreReadInPlainTextAndBase64() throws JOSEException {
        var pem = pem(FIRST) + "\n" + pem(SECOND).replace("\n", "\r\n");
        var encoded = Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
        var ids = List.of(
                FIRST.computeThumbprint().toString(), SECOND.computeThumbprint().toString());
        for (var setting : List.of(pem, encoded)) {
            assertEquals(ids, SigningKeys.ids(setting));
            assertEquals(FIRST.getPrivateExponent(), keys(setting).active().getPrivateExponent());
            assertEquals(SECOND.getModulus(), keys(setting, ids.get(1)).active().getModulus());
        }
        // It can be rotated like any other set.
        assertEquals(3, SigningKeys.ids(SigningKeys.addKey(encoded)).size());
    }

    @Test
    void pemWithOtherContentIsRejected() throws JOSEException {
        var valid = pem(FIRST);
        for (var invalid : List.of(
                valid.replace("PRIVATE KEY", "RSA PRIVATE KEY"),
                valid.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"),
                valid.replace("PRIVATE KEY", "PUBLIC KEY"),
                valid.replace("-----END PRIVATE KEY-----", ""),
                valid + valid.replace("PRIVATE KEY", "CERTIFICATE"),
                valid.replaceFirst("MII", "AAA"),
                pem(new ECKeyGenerator(Curve.P_256).generate().toECPrivateKey()),
                pem(new RSAKeyGenerator(1024, true).generate()),
                valid + valid)) {
            var message = rejectionOf(() -> keys(invalid));
            assertTrue(message.startsWith("Invalid configuration: SIGNING_KEYS "), message);
            assertEquals(1, message.lines().count());
        }
    }

    private static String pem(RSAKey key) throws JOSEException {
        return pem(key.toPrivateKey());
    }

    private static String pem(PrivateKey key) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    @Test
    void firstKeySignsUnlessAnotherIsConfigured() {
        var keys = keys(set(FIRST, SECOND), SECOND.getKeyID());
        assertEquals(SECOND, keys.active());
        assertEquals(
                List.of(FIRST.getKeyID(), SECOND.getKeyID()),
                keys.publicKeys().getKeys().stream().map(JWK::getKeyID).toList());
    }

    @Test
    void privatePartsAreNotPublished() {
        var published = keys(set(FIRST, SECOND)).publicKeys();
        assertTrue(published.getKeys().stream().noneMatch(JWK::isPrivate));
        for (var secret : List.of("\"d\"", "\"p\"", "\"q\"", "\"dp\"", "\"dq\"", "\"qi\"")) {
            assertFalse(published.toString().contains(secret), secret);
        }
    }

    @Test
    void generatedSettingIsOneUsableLine() {
        var setting = SigningKeys.generateSetting();
        assertTrue(setting.matches("[A-Za-z0-9+/=]+"));
        assertTrue(keys(setting).active().isPrivate());
        assertNotEquals(setting, SigningKeys.generateSetting());
    }

    @Test
    void developmentServerGeneratesAKey() {
        var settings = Settings.from(Map.of("DB_PASSWORD", "x", "DEBUG", "true"));
        assertNotEquals(
                new SigningKeys(settings).active().getKeyID(),
                new SigningKeys(settings).active().getKeyID());
    }

    @Test
    void configuredKeyIdMustExist() {
        assertEquals(
                "Invalid configuration: SIGNING_KEY_ID must name a key in SIGNING_KEYS",
                rejectionOf(() -> keys(set(FIRST), SECOND.getKeyID())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "{",
                "{}",
                "[]",
                "e30=",
                "{\"keys\":[]}",
                "{\"keys\":{}}",
                "{\"keys\":[{}]}",
                "%%%",
                "{\"keys\":null}"
            })
    void malformedSettingIsRejectedWithOneLine(String setting) {
        var message = rejectionOf(() -> keys(setting));
        assertTrue(message.startsWith("Invalid configuration: SIGNING_KEYS "), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void publicKeyIsRejected() {
        assertUnusable(set(FIRST.toPublicJWK()));
        assertUnusable(set(FIRST, SECOND.toPublicJWK()));
    }

    @Test
    void keyThatIsNotRsaIsRejected() throws JOSEException {
        assertUnusable(set(new ECKeyGenerator(Curve.P_256).keyID("ec").generate()));
        assertUnusable(set(new OctetSequenceKeyGenerator(2048).keyID("oct").generate()));
        assertUnusable(set(new RSAKey.Builder(FIRST).keyUse(KeyUse.ENCRYPTION).build()));
        assertUnusable(
                set(new RSAKey.Builder(FIRST).algorithm(JWSAlgorithm.PS256).build()));
    }

    @Test
    void keyWithoutUseOrAlgorithmIsAccepted() {
        var plain = new RSAKey.Builder(FIRST).keyUse(null).algorithm(null).build();
        assertEquals(FIRST.getKeyID(), keys(set(plain)).active().getKeyID());
    }

    @Test
    void shortKeyIsRejected() throws JOSEException {
        assertUnusable(set(new RSAKeyGenerator(1024, true).keyID("short").generate()));
    }

    @Test
    void keyIdMustBeUnique() {
        assertUnusable(set(new RSAKey.Builder(FIRST).keyID(null).build()));
        assertUnusable(
                set(FIRST, new RSAKey.Builder(SECOND).keyID(FIRST.getKeyID()).build()));
    }

    @Test
    void errorDoesNotContainTheKey() {
        var message = rejectionOf(() -> keys(set(FIRST) + "x"));
        assertFalse(message.contains(FIRST.getModulus().toString()), message);
    }

    private static void assertUnusable(String setting) {
        assertEquals(
                "Invalid configuration: SIGNING_KEYS must hold private RSA keys of at least 2048 bits for RS256, each"
                        + " with a unique 'kid'",
                rejectionOf(() -> keys(setting)));
    }

    private static String rejectionOf(Runnable reading) {
        return assertThrows(InvalidSettings.class, reading::run).getMessage();
    }

    private static String set(JWK... keys) {
        return new JWKSet(List.of(keys)).toString(false);
    }

    private static SigningKeys keys(String setting) {
        return new SigningKeys(Settings.from(Map.of("DB_PASSWORD", "x", "SIGNING_KEYS", setting)));
    }

    private static SigningKeys keys(String setting, String active) {
        var environment = new HashMap<>(Map.of("DB_PASSWORD", "x", "SIGNING_KEYS", setting));
        environment.put("SIGNING_KEY_ID", active);
        return new SigningKeys(Settings.from(environment));
    }
}
