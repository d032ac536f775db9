package messaging.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import messaging.it.SsoProvider;

/**
 * A token assembled without a library, which would refuse to create an invalid one. It is valid except for what the test
 * changes.
 */
final class ForgedToken {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> header;
    private final Map<String, Object> claims;

    private ForgedToken(Map<String, Object> header, Map<String, Object> claims) {
        this.header = new LinkedHashMap<>(header);
        this.claims = new LinkedHashMap<>(claims);
    }

    /** A copy of a real token. */
    static ForgedToken copyOf(String token) {
        String[] parts = token.split("\\.");
        return new ForgedToken(read(parts[0]), read(parts[1]));
    }

    /** A token of a single sign-on issuer, with the subject as the only claim about the user. */
    static ForgedToken from(SsoProvider issuer, String subject) {
        long now = Instant.now().getEpochSecond();
        return new ForgedToken(
                        Map.of("alg", "RS256", "typ", "JWT", "kid", issuer.key().getKeyID()), Map.of())
                .claim("iss", issuer.issuer())
                .claim("aud", SsoProvider.AUDIENCE)
                .claim("sub", subject)
                .claim("iat", now)
                .claim("exp", now + 300)
                .claim("jti", UUID.randomUUID().toString());
    }

    /**
     * A recorded token with the subject of this test and current times.
     *
     * @param file name below {@code /sso/}, without its ending
     * @param issuer who issues and signs it
     */
    static ForgedToken recorded(String file, SsoProvider issuer, String subject) {
        try (InputStream in = ForgedToken.class.getResourceAsStream("/sso/" + file + ".json")) {
            Map<String, Map<String, Object>> token = JSON.readValue(in, new TypeReference<>() {});
            ForgedToken forged = new ForgedToken(token.get("header"), token.get("payload"))
                    .header("kid", issuer.key().getKeyID())
                    .claim("iss", issuer.issuer())
                    .claim("aud", SsoProvider.AUDIENCE)
                    .claim("sub", subject)
                    .time("iat", Duration.ZERO)
                    .time("exp", Duration.ofMinutes(5));
            return token.get("payload").containsKey("nbf") ? forged.time("nbf", Duration.ZERO) : forged;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets a header; null removes it. */
    ForgedToken header(String name, Object value) {
        return changed(header, name, value);
    }

    /** Sets a claim; null removes it. */
    ForgedToken claim(String name, Object value) {
        return changed(claims, name, value);
    }

    /** Sets a claim to a time. */
    ForgedToken time(String name, Duration fromNow) {
        return claim(name, Instant.now().plus(fromNow).getEpochSecond());
    }

    private ForgedToken changed(Map<String, Object> part, String name, Object value) {
        if (value == null) {
            part.remove(name);
        } else {
            part.put(name, value);
        }
        return this;
    }

    /** Signs the token with RS256, regardless of its header. */
    String signed(RSAKey key) {
        return signed(key, write(header), write(claims));
    }

    /** Signs any two texts as header and payload. */
    static String signed(RSAKey key, String header, String payload) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.toPrivateKey());
            String content = base64(header) + "." + base64(payload);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + base64(signature.sign());
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds an HMAC instead of a signature. */
    String hashed(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return content() + "." + base64(mac.doFinal(content().getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds the given third part. */
    String unsigned(String signature) {
        return content() + "." + signature;
    }

    /** The JSON of the header. */
    String headerJson() {
        return write(header);
    }

    /** The JSON of the claims. */
    String claimsJson() {
        return write(claims);
    }

    private String content() {
        return base64(write(header)) + "." + base64(write(claims));
    }

    static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Map<String, Object> read(String part) {
        try {
            return JSON.readValue(Base64.getUrlDecoder().decode(part), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String write(Map<String, Object> part) {
        try {
            return JSON.writeValueAsString(part);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
