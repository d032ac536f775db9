package messaging.idempotency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** SHA-256 of the content of a request. Two requests with the same client id must have the same hash. */
public final class RequestHash {
    private final byte[] bytes;

    private RequestHash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Hashes a request.
     *
     * @param parts everything that distinguishes the request, in a fixed order; absent parts count too
     * @return the hash
     */
    @SafeVarargs
    public static RequestHash of(Optional<String>... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                var content = part.map(text -> text.getBytes(StandardCharsets.UTF_8));
                // With its length, so that no text can move from one part to the next without changing the hash.
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
     * Returns the hash as a column stores it.
     *
     * @return 32 bytes
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * Requires that an earlier request with the same client id was the same request.
     *
     * @param stored hash of the earlier request
     * @throws ClientIdReused if it was a different request
     */
    public void requireMatch(byte[] stored) {
        if (!MessageDigest.isEqual(bytes, stored)) {
            throw new ClientIdReused();
        }
    }
}
