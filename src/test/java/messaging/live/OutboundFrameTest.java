package messaging.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import messaging.sync.SyncToken;
import org.junit.jupiter.api.Test;

// S-SPEED-3, S-PLUS-5
class OutboundFrameTest {
    @Test
    void frameHasTheSameContentForBothTransports() {
        var delivery = OutboundFrame.at(Optional.of(SyncToken.at(Instant.EPOCH)), "pong", new ServerFrames.Pong("é\n"));
        var position = SyncToken.at(Instant.EPOCH).toString();
        assertEquals("{\"type\":\"é\\n\"}", delivery.text());
        assertEquals(
                "id: " + position + "\nevent: pong\ndata: {\"type\":\"é\\n\"}\n\n",
                new String(delivery.event(), StandardCharsets.UTF_8));
    }

    @Test
    void frameIsSerializedOnce() {
        var delivery = OutboundFrame.of("pong", new ServerFrames.Pong("pong"));
        assertSame(delivery.event(), delivery.event());
        assertSame(delivery.text(), delivery.text());
    }
}
