package messaging.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import messaging.settings.InvalidSettings;
import messaging.settings.Settings;

/**
 * The application's signing keys: one signs, all verify, so that keys can be rotated without signing users out (S-AUTH-3).
 * RSA, because tokens are verified far more often than signed, and RSA verifies fastest.
 */
@ApplicationScoped
public class SigningKeys {
    private static final Logger LOG = Logger.getLogger(SigningKeys.class.getName());
    private static final int MIN_BITS = 2048;

    private JWKSet keys;
    private RSAKey active;

    /** For CDI's proxy. */
    protected SigningKeys() {}

    /**
     * Reads the keys from the settings. In development, a server without keys generates one for as long as it runs.
     *
     * @param settings the keys, and the id of the one that signs
     * @throws InvalidSettings if the keys are not usable
     */
    @Inject
    public SigningKeys(Settings settings) {
        var configured = settings.tokens().keys();
        if (configured.isEmpty()) {
            LOG.log(Level.INFO, "SIGNING_KEYS is not set; using a temporary development key");
        }
        keys = configured.map(SigningKeys::parse).orElseGet(() -> new JWKSet(generate()));
        active = settings.tokens()
                .activeKeyId()
                .map(id -> keys.getKeyByKeyId(id))
                .or(() -> settings.tokens().activeKeyId().isPresent()
                        ? Optional.empty()
                        : Optional.of(keys.getKeys().get(0)))
                .map(JWK::toRSAKey)
                .orElseThrow(() -> invalid("SIGNING_KEY_ID must name a key in SIGNING_KEYS"));
    }

    /**
     * Returns the key that signs.
     *
     * @return a private key with an id
     */
    public RSAKey active() {
        return active;
    }

    /**
     * Returns the keys for verifying tokens.
     *
     * @return public keys only
     */
    public JWKSet publicKeys() {
        return keys.toPublicJWKSet();
    }

    /**
     * Generates a key.
     *
     * @return an RSA key of 2048 bits with a random id
     */
    public static RSAKey generate() {
        try {
            return new RSAKeyGenerator(MIN_BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("RSA is not available", e);
        }
    }

    /**
     * Generates a key as a value of {@code SIGNING_KEYS}.
     *
     * @return one line: a JSON Web Key Set with the private key, in base64
     */
    public static String generateSetting() {
        return setting(List.of(generate()));
    }

    /**
     * Adds a generated key, which only verifies until {@code SIGNING_KEY_ID} names it or it becomes the first.
     *
     * @param setting the current value of {@code SIGNING_KEYS}
     * @return the new value
     * @throws InvalidSettings if the keys of the current value are not usable
     */
    public static String addKey(String setting) {
        return setting(Stream.concat(parse(setting).getKeys().stream(), Stream.of(generate()))
                .toList());
    }

    /**
     * Removes a key.
     *
     * @param setting the current value of {@code SIGNING_KEYS}
     * @param id of the key
     * @return the new value; empty if the set does not contain the key, or no other
     * @throws InvalidSettings if the keys of the current value are not usable
     */
    public static Optional<String> removeKey(String setting, String id) {
        var keys = parse(setting).getKeys();
        var left = keys.stream().filter(key -> !key.getKeyID().equals(id)).toList();
        return left.isEmpty() || left.size() == keys.size() ? Optional.empty() : Optional.of(setting(left));
    }

    /**
     * Returns the ids of the keys of a set.
     *
     * @param setting a value of {@code SIGNING_KEYS}
     * @return ids in the order of the set
     * @throws InvalidSettings if the keys are not usable
     */
    public static List<String> ids(String setting) {
        return parse(setting).getKeys().stream().map(JWK::getKeyID).toList();
    }

    private static String setting(List<JWK> keys) {
        return Base64.getEncoder()
                .encodeToString(new JWKSet(keys).toString(false).getBytes(StandardCharsets.UTF_8));
    }

    private static JWKSet parse(String setting) {
        try {
            var set = read(
                    setting.startsWith("{") || PemKeys.isPem(setting)
                            ? setting
                            : new String(Base64.getDecoder().decode(setting), StandardCharsets.UTF_8));
            if (set.isEmpty() || !set.getKeys().stream().allMatch(SigningKeys::isUsable) || !hasUniqueIds(set)) {
                throw invalid("SIGNING_KEYS must hold private RSA keys of at least " + MIN_BITS
                        + " bits for RS256, each with a unique 'kid'");
            }
            return set;
        } catch (ParseException | IllegalArgumentException e) {
            throw invalid(
                    "SIGNING_KEYS must be a JSON Web Key Set or private RSA keys in PEM, either of them plain or in base64");
        }
    }

    private static JWKSet read(String text) throws ParseException {
        if (PemKeys.isPem(text)) {
            return PemKeys.read(text);
        }
        return text.contains("\"keys\"") ? JWKSet.parse(text) : new JWKSet(JWK.parse(text));
    }

    private static boolean isUsable(JWK key) {
        return key instanceof RSAKey
                && key.isPrivate()
                && key.size() >= MIN_BITS
                && key.getKeyID() != null
                && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
                && (key.getAlgorithm() == null || key.getAlgorithm().equals(JWSAlgorithm.RS256));
    }

    private static boolean hasUniqueIds(JWKSet set) {
        return set.getKeys().stream().map(JWK::getKeyID).distinct().count() == set.size();
    }

    private static InvalidSettings invalid(String error) {
        return new InvalidSettings(List.of(error));
    }
}
