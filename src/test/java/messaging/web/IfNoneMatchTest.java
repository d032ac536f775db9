package messaging.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// S-SPEED-5
class IfNoneMatchTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"W/\"a1\"", "\"a1\"", "*", " * ", "\"x\", W/\"a1\"", "\"x\",\"a1\",\"y\"", "W/\"x\" , \"a1\""})
    void matchesTheTagWeakOrStrongAmongOthers(String header) {
        assertTrue(IfNoneMatch.matches(header, "W/\"a1\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a1", "\"a\"", "\"a11\"", "W/\"A1\"", "\"a1", "**", "\"*\""})
    void doesNotMatchAnythingElse(String header) {
        assertFalse(IfNoneMatch.matches(header, "W/\"a1\""));
    }

    @Test
    void matchesNothingWithoutAHeader() {
        assertFalse(IfNoneMatch.matches(null, "W/\"a1\""));
    }
}
