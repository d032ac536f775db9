package messaging.reset;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret that proves the right to set a password: 256 random bits in base64url. It needs no slow hash: nobody can
 * guess it.
 *
 * @param value as it goes to the user
 */
record ResetCode(String value) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    static ResetCode random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new ResetCode(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "ResetCode[]";
    }
}
