package messaging.monitor;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Recognizes requests that this server sends to itself, so that metrics exclude them. They carry a random key that
 * never leaves the process and grants nothing else.
 */
@ApplicationScoped
public class InternalRequests {
    /** The header that carries the key. */
    public static final String HEADER = "X-Internal-Request";

    private static final int KEY_BYTES = 32;

    private final String key = newKey();

    /**
     * Returns the value of the header.
     *
     * @return the key in hexadecimal
     */
    public String key() {
        return key;
    }

    /**
     * Returns whether this server sent the request.
     *
     * @param header the value of {@link #HEADER}, or null
     */
    boolean isInternal(String header) {
        return header != null
                && MessageDigest.isEqual(header.getBytes(StandardCharsets.UTF_8), key.getBytes(StandardCharsets.UTF_8));
    }

    private static String newKey() {
        var bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
