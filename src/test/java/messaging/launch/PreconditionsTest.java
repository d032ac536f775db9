package messaging.launch;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreconditionsTest {

    @Test
    void thePortComesFromTheEnvironment() {
        assertEquals(8000, Preconditions.httpPort(Map.of()));
        assertEquals(8000, Preconditions.httpPort(Map.of("HTTP_PORT", "")));
        assertEquals(9001, Preconditions.httpPort(Map.of("HTTP_PORT", " 9001 ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "65536", "123456789012", "http", "80.0"})
    void aPortThatIsNoneIsNamed(String text) {
        Map<String, String> environment = Map.of("HTTP_PORT", text);
        LaunchFailure failure = assertThrows(LaunchFailure.class, () -> Preconditions.httpPort(environment));
        assertEquals("HTTP_PORT must be a number from 1 to 65535, not '" + text + "'", failure.getMessage());
    }

    @Test
    void aTakenPortIsSaidWithAWayOut() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = listener.getLocalPort();
            LaunchFailure failure = assertThrows(LaunchFailure.class, () -> Preconditions.portIsFree(port));
            assertTrue(failure.getMessage().startsWith("Port " + port + " is in use"), failure.getMessage());
            assertTrue(failure.getMessage().matches(".*HTTP_PORT=\\d+ mvn -Pstart"), failure.getMessage());
        }
    }

    @Test
    void aFullDiskIsSaidWithBothFigures() {
        Path folder = Path.of("data");
        LaunchFailure failure = assertThrows(LaunchFailure.class, () -> Preconditions.enough(folder, 99, 100));
        assertEquals("Only 99 MB are free on the disk of data; at least 100 MB are needed", failure.getMessage());
        assertDoesNotThrow(() -> Preconditions.enough(folder, 100, 100));
    }
}
