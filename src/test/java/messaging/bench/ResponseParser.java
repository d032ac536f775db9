package messaging.bench;

import java.nio.ByteBuffer;
import java.util.Locale;

/** Finds the ends of HTTP/1.1 responses in the bytes of a connection, and keeps little of them. */
final class ResponseParser {
    private static final int BAD_REQUEST = 400;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final int MAX_EXCERPT = 300;
    private static final int HEX = 16;

    private enum Part {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        TRAILER
    }

    private final StringBuilder line = new StringBuilder();
    private final StringBuilder excerpt = new StringBuilder();
    private Part part = Part.HEAD;
    private int status;
    private boolean isChunked;
    private boolean isClosing;
    private long left;

    /**
     * Reads up to the end of a response.
     *
     * @param bytes of the connection; afterwards, what follows the response remains
     * @return whether the response is complete
     */
    boolean parse(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (part == Part.BODY || part == Part.CHUNK) {
                skip(bytes);
                if (left == 0 && part == Part.BODY) {
                    part = Part.HEAD;
                    return true;
                }
                if (left == 0) {
                    part = Part.CHUNK_SIZE;
                }
            } else if (readLine(bytes) && endLine()) {
                part = Part.HEAD;
                return true;
            }
        }
        return false;
    }

    /** Returns the status of the last response. */
    int status() {
        return status;
    }

    /** Whether the server closes the connection after the last response. */
    boolean isClosing() {
        return isClosing;
    }

    /** Returns the start of the body of the last response if it reports an error; else nothing. */
    String excerpt() {
        return excerpt.toString();
    }

    private void skip(ByteBuffer bytes) {
        int count = (int) Math.min(left, bytes.remaining());
        for (int i = 0; status >= BAD_REQUEST && i < count && excerpt.length() < MAX_EXCERPT; i++) {
            excerpt.append((char) bytes.get(bytes.position() + i));
        }
        bytes.position(bytes.position() + count);
        left -= count;
    }

    private boolean readLine(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n') {
                return true;
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return false;
    }

    /** Reads a line; returns whether the response ends with it. */
    private boolean endLine() {
        var text = line.toString();
        line.setLength(0);
        switch (part) {
            case HEAD -> {
                if (text.isEmpty()) {
                    return endHead();
                }
                header(text);
            }
            case CHUNK_SIZE -> {
                // The end of a chunk's data is an empty line.
                if (!text.isEmpty()) {
                    left = Long.parseLong(text, HEX);
                    part = left == 0 ? Part.TRAILER : Part.CHUNK;
                }
            }
            default -> {
                return text.isEmpty();
            }
        }
        return false;
    }

    private void header(String text) {
        if (text.startsWith("HTTP/1.1 ")) {
            status = Integer.parseInt(text.substring(9, 12));
            isChunked = false;
            isClosing = false;
            left = 0;
            excerpt.setLength(0);
            return;
        }
        var lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
            left = Long.parseLong(text.substring("content-length:".length()).strip());
        } else if (lower.startsWith("transfer-encoding:")) {
            isChunked = lower.contains("chunked");
        } else if (lower.startsWith("connection:")) {
            isClosing = lower.contains("close");
        }
    }

    private boolean endHead() {
        if (isChunked) {
            part = Part.CHUNK_SIZE;
            return false;
        }
        if (left == 0 || status == NO_CONTENT || status == NOT_MODIFIED) {
            return true;
        }
        part = Part.BODY;
        return false;
    }
}
