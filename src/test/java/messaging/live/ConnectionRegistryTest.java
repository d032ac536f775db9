package messaging.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

// S-PLUS-5
class ConnectionRegistryTest {
    private static final long AMA = 1;
    private static final long KOFI = 2;
    private static final long ESI = 3;
    private static final int MAX = 4;

    private final ConnectionRegistry connections = new ConnectionRegistry();

    @Test
    void userCanHaveHalfOfTheConnections() {
        assertTrue(connections.add(new RecordingConnection(AMA), MAX));
        assertTrue(connections.add(new RecordingConnection(AMA), MAX));
        assertFalse(connections.hasCapacity(AMA, MAX));
        assertFalse(connections.add(new RecordingConnection(AMA), MAX));
        assertTrue(connections.add(new RecordingConnection(KOFI), MAX));
        assertTrue(connections.add(new RecordingConnection(KOFI), MAX));
        assertTrue(connections.hasCapacity(ESI, MAX));
        assertFalse(connections.add(new RecordingConnection(ESI), MAX), "the server has no capacity");
        assertFalse(connections.isConnected(ESI));
        assertEquals(MAX, connections.size());
    }

    @Test
    void conversationsAreReturnedWithLastConnection() {
        var first = new RecordingConnection(AMA);
        var second = new RecordingConnection(AMA);
        connections.add(first, MAX);
        connections.add(second, MAX);
        assertTrue(connections.addConversation(AMA, 5));
        assertTrue(connections.addConversation(AMA, 5));
        assertEquals(Set.of(), connections.remove(first));
        assertEquals(Set.of(), connections.remove(first), "it has been removed already");
        assertEquals(1, connections.size());
        assertEquals(Set.of(5L), connections.remove(second));
        assertTrue(connections.isEmpty());
        assertFalse(connections.addConversation(AMA, 5));
    }
}
