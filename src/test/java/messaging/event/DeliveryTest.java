package messaging.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

// S-SPEED-3, S-PLUS-5
class DeliveryTest {
    @Test
    void frameHasTheSameContentForBothTransports() {
        var delivery = Delivery.at(Optional.of(Position.at(Instant.EPOCH)), "pong", new Frames.Pong("é\n"));
        var position = Position.at(Instant.EPOCH).toString();
        assertEquals("{\"type\":\"é\\n\"}", delivery.text());
        assertEquals(
                "id: " + position + "\nevent: pong\ndata: {\"type\":\"é\\n\"}\n\n",
                new String(delivery.event(), StandardCharsets.UTF_8));
    }

    @Test
    void frameIsSerializedOnce() {
        var delivery = Delivery.of("pong", new Frames.Pong("pong"));
        assertSame(delivery.event(), delivery.event());
        assertSame(delivery.text(), delivery.text());
    }
}
