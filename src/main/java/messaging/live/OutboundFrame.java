package messaging.live;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import messaging.json.Json;
import messaging.sync.SyncToken;

/** A serialized frame. It is serialized at most once per transport, however many connections receive it. */
final class OutboundFrame {
    /** Keeps a silent connection alive. In an event stream, it is a comment. */
    static final OutboundFrame HEARTBEAT = new OutboundFrame(
            Optional.empty(), "{\"type\":\"heartbeat\"}", ":\n\n".getBytes(StandardCharsets.US_ASCII));

    private static final byte[] END_OF_EVENT = {'\n', '\n'};

    private final Optional<SyncToken> position;
    private final byte[] event;
    private final int textStart;
    // Decoded for WebSockets only. Several threads may decode it at the same time, with the same result.
    private volatile String text;

    private OutboundFrame(Optional<SyncToken> position, String text, byte[] event) {
        this.position = position;
        this.event = event;
        this.textStart = 0;
        this.text = text;
    }

    private OutboundFrame(Optional<SyncToken> position, byte[] event, int textStart) {
        this.position = position;
        this.event = event;
        this.textStart = textStart;
    }

    /**
     * Creates a frame that does not change the position from which the client can resume.
     *
     * @param type type of the frame
     * @param frame serialized as JSON
     */
    static OutboundFrame of(String type, Record frame) {
        return at(Optional.empty(), type, frame);
    }

    /**
     * Creates a frame after which the client can resume from a position.
     *
     * @param position the position
     * @param type type of the frame
     * @param frame serialized as JSON
     */
    static OutboundFrame at(SyncToken position, String type, Record frame) {
        return at(Optional.of(position), type, frame);
    }

    /**
     * Creates a frame.
     *
     * @param position from which the client can resume after the frame; empty if the frame does not change it
     * @param type type of the frame
     * @param frame serialized as JSON
     */
    static OutboundFrame at(Optional<SyncToken> position, String type, Record frame) {
        Objects.requireNonNull(frame);
        var id = position.map(token -> "id: " + token + "\n").orElse("");
        // JSON contains no line breaks, so it is a single line of data.
        var start = (id + "event: " + type + "\ndata: ").getBytes(StandardCharsets.UTF_8);
        try (var event = new ByteArrayOutputStream()) {
            event.writeBytes(start);
            event.writeBytes(Json.MAPPER.writeValueAsBytes(frame));
            event.writeBytes(END_OF_EVENT);
            return new OutboundFrame(position, event.toByteArray(), start.length);
        } catch (IOException e) {
            throw new IllegalStateException("Frame cannot be serialized", e);
        }
    }

    /** Returns the position from which the client can resume after this frame; empty if it does not change. */
    Optional<SyncToken> position() {
        return position;
    }

    /** Returns the text message of a WebSocket. */
    String text() {
        var decoded = text;
        if (decoded == null) {
            decoded = new String(
                    event, textStart, event.length - textStart - END_OF_EVENT.length, StandardCharsets.UTF_8);
            text = decoded;
        }
        return decoded;
    }

    /** Returns the server-sent event in UTF-8: the same array for all streams. */
    byte[] event() {
        return event;
    }

    /** Returns the size in bytes. */
    int size() {
        return event.length;
    }
}
