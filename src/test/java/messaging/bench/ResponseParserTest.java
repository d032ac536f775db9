package messaging.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Where responses end, however their bytes arrive. */
class ResponseParserTest {
    private static final String PLAIN = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    private static final String CHUNKED =
            "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n" + "5\r\nhello\r\nA\r\n0123456789\r\n0\r\n\r\n";
    private static final String EMPTY = "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n";
    private static final String BUSY =
            "HTTP/1.1 503 Service Unavailable\r\nConnection: Close\r\nContent-Length: 4\r\n\r\nbusy";

    private final ResponseParser parser = new ResponseParser();

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void reads(ByteBuffer bytes, int status) {
        assertTrue(parser.parse(bytes));
        assertEquals(status, parser.status());
    }

    @Test
    void responsesFollowEachOther() {
        var bytes = bytes(PLAIN + CHUNKED + EMPTY + BUSY + PLAIN);
        reads(bytes, 200);
        reads(bytes, 201);
        reads(bytes, 304);
        assertFalse(parser.isClosing());
        reads(bytes, 503);
        assertTrue(parser.isClosing());
        assertEquals("busy", parser.excerpt());
        reads(bytes, 200);
        assertFalse(parser.isClosing());
        assertFalse(bytes.hasRemaining());
        assertFalse(parser.parse(bytes));
    }

    @Test
    void bytesMayArriveOneByOne() {
        var all = bytes(CHUNKED + PLAIN);
        int responses = 0;
        while (all.hasRemaining()) {
            responses += parser.parse(ByteBuffer.wrap(new byte[] {all.get()})) ? 1 : 0;
        }
        assertEquals(2, responses);
        assertEquals(200, parser.status());
        assertEquals("", parser.excerpt());
    }
}
