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
 * The application's signing keys: one signs, all verify, so that keys rotate without logging anyone out (S-AUTH-3). RSA,
 * because a token is verified far more often than it is signed, and RSA verifies fastest.
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
     * Takes the keys from the settings; a development start without any makes one that lasts until it ends.
     *
     * @param settings keys and the id of the one that signs
     * @throws InvalidSettings if they are no usable keys
     */
    @Inject
    public SigningKeys(Settings settings) {
        var configured = settings.tokens().keys();
        if (configured.isEmpty()) {
            LOG.log(Level.INFO, "No SIGNING_KEYS: this development start signs with a key of its own.");
        }
        keys = configured.map(SigningKeys::parse).orElseGet(() -> new JWKSet(generate()));
        active = settings.tokens()
                .activeKeyId()
                .map(id -> keys.getKeyByKeyId(id))
                .or(() -> settings.tokens().activeKeyId().isPresent()
                        ? Optional.empty()
                        : Optional.of(keys.getKeys().get(0)))
                .map(JWK::toRSAKey)
                .orElseThrow(() -> invalid("SIGNING_KEY_ID names no key of SIGNING_KEYS"));
    }

    /**
     * The key that signs.
     *
     * @return a private key with an id
     */
    public RSAKey active() {
        return active;
    }

    /**
     * What others need to verify.
     *
     * @return public keys only
     */
    public JWKSet publicKeys() {
        return keys.toPublicJWKSet();
    }

    /**
     * Makes a key.
     *
     * @return 2048 bits with a random id
     */
    public static RSAKey generate() {
        try {
            return new RSAKeyGenerator(MIN_BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java can't make an RSA key", e);
        }
    }

    /**
     * A new key as the value of {@code SIGNING_KEYS}.
     *
     * @return one line: a JSON Web Key Set with the private key, in base64
     */
    public static String generateSetting() {
        return setting(List.of(generate()));
    }

    /**
     * A set with one more key, which verifies and does not sign before it is named or comes first.
     *
     * @param setting the present value of {@code SIGNING_KEYS}
     * @return the next one
     * @throws InvalidSettings if the present value holds no usable keys
     */
    public static String addKey(String setting) {
        return setting(Stream.concat(parse(setting).getKeys().stream(), Stream.of(generate()))
                .toList());
    }

    /**
     * A set without one of its keys.
     *
     * @param setting the present value of {@code SIGNING_KEYS}
     * @param id of the key that goes
     * @return the next one; empty if the set has no such key or no other one
     * @throws InvalidSettings if the present value holds no usable keys
     */
    public static Optional<String> removeKey(String setting, String id) {
        var keys = parse(setting).getKeys();
        var left = keys.stream().filter(key -> !key.getKeyID().equals(id)).toList();
        return left.isEmpty() || left.size() == keys.size() ? Optional.empty() : Optional.of(setting(left));
    }

    /**
     * The ids of the keys of a set.
     *
     * @param setting a value of {@code SIGNING_KEYS}
     * @return in the order of the set
     * @throws InvalidSettings if the value holds no usable keys
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
            if (set.isEmpty() || !set.getKeys().stream().allMatch(SigningKeys::isUsable) || !idsDiffer(set)) {
                throw invalid("SIGNING_KEYS must hold private RSA keys of at least " + MIN_BITS
                        + " bits for RS256, each with a 'kid' of its own");
            }
            return set;
        } catch (ParseException | IllegalArgumentException e) {
            throw invalid(
                    "SIGNING_KEYS is no JSON Web Key Set and no private RSA keys in PEM, neither plain nor in base64");
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

    private static boolean idsDiffer(JWKSet set) {
        return set.getKeys().stream().map(JWK::getKeyID).distinct().count() == set.size();
    }

    private static InvalidSettings invalid(String fault) {
        return new InvalidSettings(List.of(fault));
    }
}
