package messaging.json;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes the content coding of a request body (RFC 9110, section 8.4): none, or gzip once. Java's {@code
 * GZIPInputStream} is unsafe for untrusted bodies: it recurses for each gzip member, so that a body of empty members
 * ends in a {@code StackOverflowError}.
 */
final class ContentDecoding {
    private static final List<String> GZIP = List.of("gzip", "x-gzip");
    private static final String IDENTITY = "identity";

    // RFC 1952, section 2.3
    private static final short MAGIC = (short) 0x8b1f;
    private static final byte DEFLATE = 8;
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;
    private static final int MODIFIED_AND_SYSTEM_BYTES = 6;
    private static final int TRAILER_BYTES = 8;

    private ContentDecoding() {}

    /**
     * Returns whether a body is compressed with gzip.
     *
     * @param header lines of the header Content-Encoding; null if it is missing
     * @throws UnsupportedContentEncoding for any other coding, or more than one
     */
    static boolean isGzip(List<String> header) {
        var codings = Objects.requireNonNullElse(header, List.<String>of()).stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.isEmpty() && !coding.equals(IDENTITY))
                .toList();
        if (codings.isEmpty()) {
            return false;
        }
        if (codings.size() > 1 || !GZIP.contains(codings.get(0))) {
            throw new UnsupportedContentEncoding();
        }
        return true;
    }

    /**
     * Decompresses a body.
     *
     * @param gzip exactly one gzip member
     * @param limit maximum size of the result in bytes
     * @throws BodyTooLarge for a larger result; only {@code limit} bytes of it are kept in memory
     * @throws MalformedBody if the body is not gzip, is truncated, or has a wrong checksum
     */
    static byte[] gunzip(byte[] gzip, int limit) {
        var input = ByteBuffer.wrap(gzip).order(ByteOrder.LITTLE_ENDIAN);
        var inflater = new Inflater(true);
        try {
            skipHeader(input);
            inflater.setInput(input);
            var content = inflate(inflater, limit);
            var checksum = new CRC32();
            checksum.update(content);
            if (input.remaining() != TRAILER_BYTES
                    || input.getInt() != (int) checksum.getValue()
                    || input.getInt() != content.length) {
                throw malformed();
            }
            return content;
        } catch (DataFormatException | BufferUnderflowException e) {
            throw malformed();
        } finally {
            inflater.end();
        }
    }

    private static void skipHeader(ByteBuffer input) {
        if (input.getShort() != MAGIC || input.get() != DEFLATE) {
            throw malformed();
        }
        var flags = input.get();
        if ((flags & RESERVED) != 0) {
            throw malformed();
        }
        skip(input, MODIFIED_AND_SYSTEM_BYTES);
        if ((flags & EXTRA) != 0) {
            skip(input, Short.toUnsignedInt(input.getShort()));
        }
        for (var text : new int[] {NAME, COMMENT}) {
            if ((flags & text) != 0) {
                skipText(input);
            }
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            skip(input, Short.BYTES);
        }
    }

    private static void skip(ByteBuffer input, int bytes) {
        if (bytes > input.remaining()) {
            throw malformed();
        }
        input.position(input.position() + bytes);
    }

    private static void skipText(ByteBuffer input) {
        byte next;
        do {
            next = input.get();
        } while (next != 0);
    }

    private static byte[] inflate(Inflater inflater, int limit) throws DataFormatException {
        // One byte beyond the limit is enough to detect a larger result.
        var content = new byte[Math.min(limit, inflater.getRemaining() * 4) + 1];
        var length = 0;
        while (!inflater.finished()) {
            if (length > limit) {
                throw new BodyTooLarge(limit);
            }
            if (length == content.length) {
                content = Arrays.copyOf(content, Math.min(limit + 1, content.length * 2));
            }
            var count = inflater.inflate(content, length, content.length - length);
            // The input ended early, or requires a dictionary, which gzip does not have.
            if (count == 0 && !inflater.finished()) {
                throw malformed();
            }
            length += count;
        }
        if (length > limit) {
            throw new BodyTooLarge(limit);
        }
        return Arrays.copyOf(content, length);
    }

    private static MalformedBody malformed() {
        return MalformedBody.notGzip();
    }
}
