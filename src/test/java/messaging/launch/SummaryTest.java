package messaging.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private final String text =
            new Summary("http://localhost:9001/", "the-password", "the database", Path.of("the.log")).text();

    @Test
    void namesAddressesAccountsAndTheNextCommand() {
        assertTrue(text.contains(" http://localhost:9001/api/v1/\n"), text);
        assertTrue(text.contains("admin / the-password"), text);
        assertTrue(text.contains("kwame, ama, kofi / testpass123"), text);
        assertTrue(text.contains("http://localhost:9001/api/v1/token/\n"), text);
        assertTrue(text.contains("the database") && text.contains("the.log"), text);
    }

    @Test
    void leavesNoPlaceholderBehind() {
        assertFalse(text.contains("%"), text);
    }

    @Test
    void stepsCarryTheSeconds() {
        assertEquals("[  1.5 s] Ready", Steps.line(Duration.ofMillis(1_500), "Ready"));
    }
}
