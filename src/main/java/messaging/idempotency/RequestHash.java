package messaging.idempotency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** What a request asked for, as a SHA-256: two requests with the same id must have the same. */
public final class RequestHash {
    private final byte[] bytes;

    private RequestHash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The hash of a request.
     *
     * @param parts everything that the request says, in a fixed order; absent parts count too
     * @return the hash
     */
    @SafeVarargs
    public static RequestHash of(Optional<String>... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                var content = part.map(text -> text.getBytes(StandardCharsets.UTF_8));
                // The length first, or a word could move from one part to the next unseen.
                digest.update(ByteBuffer.allocate(Integer.BYTES)
                        .putInt(content.map(text -> text.length).orElse(-1))
                        .flip());
                content.ifPresent(digest::update);
            }
            return new RequestHash(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The hash for a column.
     *
     * @return 32 bytes
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * Whether it is the hash of the request that was stored.
     *
     * @param stored what the column holds; null for a request without an id
     * @return true if the requests are the same
     */
    public boolean matches(byte[] stored) {
        return MessageDigest.isEqual(bytes, stored);
    }
}
