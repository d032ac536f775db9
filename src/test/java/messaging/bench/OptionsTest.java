package messaging.bench;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The command line of the benchmark. */
class OptionsTest {
    @Test
    void measuresEverythingUnlessAskedOtherwise() {
        var options = Options.parse(List.of());
        assertFalse(options.quick());
        assertTrue(options.includes("send-one"));
    }

    @Test
    void narrowsTheCasesByTheirNames() {
        var options = Options.parse(List.of("--quick", "--only=send,refresh"));
        assertTrue(options.quick());
        assertTrue(options.includes("send-one"));
        assertTrue(options.includes("refresh"));
        assertFalse(options.includes("page-newest"));
    }

    @Test
    void refusesUnknownArguments() {
        assertThrows(IllegalArgumentException.class, () -> Options.parse(List.of("--fast")));
    }

    @Test
    void quickMeasurementsAreShorterButAtLeastFive() {
        assertTrue(new Options(true, List.of()).seconds() < new Options(false, List.of()).seconds());
        assertTrue(new Options(true, List.of()).repetitions() >= 5);
    }
}
