package messaging.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void aFreePortIsFree() {
        assertTrue(Ports.isFree(Ports.free()));
    }

    @Test
    void freePortIsNoneOfOutgoingConnections() {
        assertTrue(Ports.free() < 32_768);
    }

    @Test
    void aPortWithAListenerOnLoopbackIsTaken() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertFalse(Ports.isFree(listener.getLocalPort()));
            assertNotEquals(listener.getLocalPort(), Ports.freeOr(listener.getLocalPort()));
        }
    }

    @Test
    void aPortWithAListenerOnEveryAddressIsTaken() throws IOException {
        try (ServerSocket listener = new ServerSocket(0)) {
            assertFalse(Ports.isFree(listener.getLocalPort()));
        }
    }

    @Test
    void thePreferredPortIsTakenWhenItCanBeHad() {
        int port = Ports.free();
        assertEquals(port, Ports.freeOr(port));
    }
}
