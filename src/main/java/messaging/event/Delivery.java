package messaging.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import messaging.json.Json;

/** A frame for connections. It is serialized at most once for each kind of connection, however many connections get it. */
final class Delivery {
    /** What keeps a silent connection alive; a comment for readers of server-sent events. */
    static final Delivery HEARTBEAT =
            new Delivery(Optional.empty(), "{\"type\":\"heartbeat\"}", ":\n\n".getBytes(StandardCharsets.US_ASCII));

    private static final byte[] END_OF_EVENT = {'\n', '\n'};

    private final Optional<Position> position;
    private final byte[] event;
    private final int textStart;
    // Only WebSockets need it. Several threads may decode it at the same time, with the same result.
    private volatile String text;

    private Delivery(Optional<Position> position, String text, byte[] event) {
        this.position = position;
        this.event = event;
        this.textStart = 0;
        this.text = text;
    }

    private Delivery(Optional<Position> position, byte[] event, int textStart) {
        this.position = position;
        this.event = event;
        this.textStart = textStart;
    }

    /**
     * A delivery that leaves the position as it is.
     *
     * @param type the frame's type
     * @param frame what goes out as JSON
     */
    static Delivery of(String type, Record frame) {
        return at(Optional.empty(), type, frame);
    }

    /**
     * A delivery after which everything before a position is known.
     *
     * @param position where to resume; empty if it stays as it is
     * @param type the frame's type
     * @param frame what goes out as JSON
     */
    static Delivery at(Optional<Position> position, String type, Record frame) {
        Objects.requireNonNull(frame);
        var id = position.map(known -> "id: " + known + "\n").orElse("");
        // JSON has no line breaks, so it is one line of data.
        var start = (id + "event: " + type + "\ndata: ").getBytes(StandardCharsets.UTF_8);
        try (var event = new ByteArrayOutputStream()) {
            event.writeBytes(start);
            event.writeBytes(Json.MAPPER.writeValueAsBytes(frame));
            event.writeBytes(END_OF_EVENT);
            return new Delivery(position, event.toByteArray(), start.length);
        } catch (IOException e) {
            throw new IllegalStateException("A frame can't be written", e);
        }
    }

    Optional<Position> position() {
        return position;
    }

    /** Returns the frame of a WebSocket. */
    String text() {
        var decoded = text;
        if (decoded == null) {
            decoded = new String(
                    event, textStart, event.length - textStart - END_OF_EVENT.length, StandardCharsets.UTF_8);
            text = decoded;
        }
        return decoded;
    }

    /** Returns the event of a stream of server-sent events, in UTF-8: the same array for all streams. */
    byte[] event() {
        return event;
    }

    int size() {
        return event.length;
    }
}
