package messaging.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Bodies with a content coding. */
class ContentDecodingTest { // S-API-12
    private static final int LIMIT = 1_000_000;

    @Test
    void onlyGzipIsAccepted() {
        for (var header : List.of("gzip", "GZIP", "x-gzip", " gzip ", "gzip, identity", ",gzip")) {
            assertTrue(ContentDecoding.isGzip(List.of(header)), header);
        }
        assertTrue(ContentDecoding.isGzip(List.of("identity", "gzip")));
        assertFalse(ContentDecoding.isGzip(null));
        for (var header : List.of("", "identity", "IDENTITY", " , ")) {
            assertFalse(ContentDecoding.isGzip(List.of(header)), header);
        }
        for (var header : List.of("br", "deflate", "gzip, gzip", "gzip;q=1", "*", "gzip br")) {
            assertThrows(UnsupportedContentEncoding.class, () -> ContentDecoding.isGzip(List.of(header)), header);
        }
        assertThrows(UnsupportedContentEncoding.class, () -> ContentDecoding.isGzip(List.of("gzip", "gzip")));
    }

    @Test
    void compressedBodyIsRestored() {
        var random = new byte[LIMIT];
        new Random(1).nextBytes(random);
        for (var content : List.of(new byte[0], new byte[] {1}, new byte[LIMIT], random)) {
            assertArrayEquals(content, ContentDecoding.gunzip(gzip(content), LIMIT));
        }
    }

    @Test
    void optionalHeaderFieldsAreSkipped() {
        var plain = gzip(new byte[] {65});
        var head = HexFormat.of().parseHex("1f8b081e00000000000303006162634e616d650043000102");
        var all = new ByteArrayOutputStream();
        all.writeBytes(head);
        all.write(plain, 10, plain.length - 10);
        assertArrayEquals(new byte[] {65}, ContentDecoding.gunzip(all.toByteArray(), LIMIT));
    }

    @Test
    void bodyBeyondTheLimitIsRefused() {
        assertThrows(BodyTooLarge.class, () -> ContentDecoding.gunzip(gzip(new byte[LIMIT + 1]), LIMIT));
        assertThrows(BodyTooLarge.class, () -> ContentDecoding.gunzip(gzip(new byte[100 * LIMIT]), LIMIT));
    }

    @Test
    void truncatedOrChangedBodyIsRefused() {
        var good = gzip("Akwaaba, akwaaba!".getBytes(StandardCharsets.UTF_8));
        for (int length = 0; length < good.length; length++) {
            var cut = Arrays.copyOf(good, length);
            assertThrows(MalformedBody.class, () -> ContentDecoding.gunzip(cut, LIMIT), "cut at " + length);
        }
        // Magic number, method, reserved flags, content, checksum and length.
        for (int at : new int[] {0, 1, 2, 3, 10, 14, good.length - 8, good.length - 1}) {
            var changed = good.clone();
            changed[at] ^= (byte) 0xff;
            assertThrows(MalformedBody.class, () -> ContentDecoding.gunzip(changed, LIMIT), "changed at " + at);
        }
        var longer = Arrays.copyOf(good, good.length + 1);
        assertThrows(MalformedBody.class, () -> ContentDecoding.gunzip(longer, LIMIT));
        var twice = new ByteArrayOutputStream();
        twice.writeBytes(good);
        twice.writeBytes(good);
        assertThrows(MalformedBody.class, () -> ContentDecoding.gunzip(twice.toByteArray(), LIMIT));
        assertEquals(17, ContentDecoding.gunzip(good, 17).length);
    }

    private static byte[] gzip(byte[] content) {
        var packed = new ByteArrayOutputStream();
        try (var stream = new GZIPOutputStream(packed)) {
            stream.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
