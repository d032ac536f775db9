package messaging.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Reads private RSA keys in PEM (RFC 7468, section 10), as {@code openssl genpkey} writes them. PEM has no key IDs, so each
 * key gets the thumbprint of its public part (RFC 7638), which is the same on every server.
 */
final class PemKeys {
    private static final String BEGIN = "-----BEGIN ";
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private PemKeys() {}

    /** Returns whether a text is in PEM, with any content. */
    static boolean isPem(String text) {
        return text.stripLeading().startsWith(BEGIN);
    }

    /**
     * Reads all keys of a text.
     *
     * @param text one or more private keys in PKCS #8, not encrypted
     * @return the keys in the order of the text
     * @throws IllegalArgumentException if the text contains anything else
     */
    static JWKSet read(String text) {
        if (KEY.matcher(text).replaceAll("").contains(BEGIN)) {
            throw new IllegalArgumentException("The text contains something other than private keys");
        }
        return new JWKSet(KEY.matcher(text)
                .results()
                .map(block -> key(Base64.getMimeDecoder().decode(block.group(1))))
                .toList());
    }

    private static JWK key(byte[] der) {
        try {
            var rsa = KeyFactory.getInstance("RSA");
            if (!(rsa.generatePrivate(new PKCS8EncodedKeySpec(der)) instanceof RSAPrivateCrtKey privateKey)) {
                throw new IllegalArgumentException("The key has no public part");
            }
            var publicKey =
                    rsa.generatePublic(new RSAPublicKeySpec(privateKey.getModulus(), privateKey.getPublicExponent()));
            return new RSAKey.Builder((RSAPublicKey) publicKey)
                    .privateKey(privateKey)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint()
                    .build();
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalArgumentException("The key is not an RSA key", e);
        }
    }
}
