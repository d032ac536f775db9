package messaging.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import messaging.json.Json;

/**
 * Something that connections are sent, written once for all that get it.
 */
final class Delivery {
    /** What keeps a silent connection alive; a comment for readers of server-sent events. */
    static final Delivery HEARTBEAT =
            new Delivery(Optional.empty(), "{\"type\":\"heartbeat\"}", ":\n\n".getBytes(StandardCharsets.US_ASCII));

    private final Optional<Position> position;
    private final String text;
    private final byte[] event;

    private Delivery(Optional<Position> position, String text, byte[] event) {
        this.position = position;
        this.text = text;
        this.event = event;
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
        try {
            var text = Json.MAPPER.writeValueAsString(frame);
            var id = position.map(known -> "id: " + known + "\n").orElse("");
            // JSON has no line breaks, so it is one line of data.
            var event = id + "event: " + type + "\ndata: " + text + "\n\n";
            return new Delivery(position, text, event.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A frame can't be written", e);
        }
    }

    Optional<Position> position() {
        return position;
    }

    /** The frame of a WebSocket. */
    String text() {
        return text;
    }

    /** The event of a stream of server-sent events, in UTF-8. */
    byte[] event() {
        return event;
    }

    int size() {
        return event.length;
    }
}
