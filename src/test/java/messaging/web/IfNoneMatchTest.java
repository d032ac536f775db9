package messaging.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.core.EntityTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// S-SPEED-5
class IfNoneMatchTest {
    private static final EntityTag TAG = new EntityTag("a1", true);

    @ParameterizedTest
    @ValueSource(
            strings = {"W/\"a1\"", "\"a1\"", "*", " * ", "\"x\", W/\"a1\"", "\"x\",\"a1\",\"y\"", "W/\"x\" , \"a1\""})
    void tagMatchesWeaklyInAList(String header) {
        assertTrue(IfNoneMatch.matches(header, TAG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a1", "\"a\"", "\"a11\"", "W/\"A1\"", "\"a1", "**", "\"*\""})
    void otherTagsDoNotMatch(String header) {
        assertFalse(IfNoneMatch.matches(header, TAG));
    }

    @Test
    void missingHeaderMatchesNothing() {
        assertFalse(IfNoneMatch.matches(null, TAG));
    }
}
