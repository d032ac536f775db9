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
 * A token put together by hand, without a library that would refuse to make a bad one. What a test changes is the only
 * thing wrong with it.
 */
final class Forged {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> header;
    private final Map<String, Object> claims;

    private Forged(Map<String, Object> header, Map<String, Object> claims) {
        this.header = new LinkedHashMap<>(header);
        this.claims = new LinkedHashMap<>(claims);
    }

    /** A copy of a real token. */
    static Forged like(String token) {
        String[] parts = token.split("\\.");
        return new Forged(read(parts[0]), read(parts[1]));
    }

    /** A token as an issuer of single sign-on makes it, without any claim about the person but the subject. */
    static Forged from(SsoProvider issuer, String subject) {
        long now = Instant.now().getEpochSecond();
        return new Forged(
                        Map.of("alg", "RS256", "typ", "JWT", "kid", issuer.key().getKeyID()), Map.of())
                .claim("iss", issuer.issuer())
                .claim("aud", SsoProvider.AUDIENCE)
                .claim("sub", subject)
                .claim("iat", now)
                .claim("exp", now + 300)
                .claim("jti", UUID.randomUUID().toString());
    }

    /**
     * A recorded token, about a subject of this test and of now.
     *
     * @param file name below {@code /sso/}, without its ending
     * @param issuer who issues and signs it
     */
    static Forged recorded(String file, SsoProvider issuer, String subject) {
        try (InputStream in = Forged.class.getResourceAsStream("/sso/" + file + ".json")) {
            Map<String, Map<String, Object>> token = JSON.readValue(in, new TypeReference<>() {});
            Forged forged = new Forged(token.get("header"), token.get("payload"))
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

    /** With a header; null leaves it out. */
    Forged header(String name, Object value) {
        return changed(header, name, value);
    }

    /** With a claim; null leaves it out. */
    Forged claim(String name, Object value) {
        return changed(claims, name, value);
    }

    /** With a time in a claim. */
    Forged time(String name, Duration fromNow) {
        return claim(name, Instant.now().plus(fromNow).getEpochSecond());
    }

    private Forged changed(Map<String, Object> part, String name, Object value) {
        if (value == null) {
            part.remove(name);
        } else {
            part.put(name, value);
        }
        return this;
    }

    /** Signed as its header says by default, whatever the header says. */
    String signed(RSAKey key) {
        return signed(key, write(header), write(claims));
    }

    /** Any two texts as header and payload, signed. */
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

    /** With a keyed hash in place of a signature. */
    String hashed(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return content() + "." + base64(mac.doFinal(content().getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With any last part. */
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
