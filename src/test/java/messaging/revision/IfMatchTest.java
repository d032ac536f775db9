package messaging.revision;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.core.EntityTag;
import messaging.problem.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"3\"",
                " \"3\" ",
                "\"1\", \"3\"",
                "\"3\",\"4\"",
                "\"x,y\" ,\t\"3\"",
                "W/\"3\", \"3\"",
                "\"3\",",
                ",\"3\"",
                "\"1\",, ,\"3\"",
                "\"3-gzip\"",
                "\"2-3\", \"3-Yk1c\"",
                "\"3-Yk1c-gzip\"",
                "*",
                " * "
            })
    void holdsWhenTheRevisionIsAmongTheTags(String header) {
        assertDoesNotThrow(() -> IfMatch.fromString(header).require(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"2\"", "\"\"", "\"33\"", "\" 3\"", "\"1\",\"2\"", "\"1,3\"", "\"2-3\"", "\"-3\"", "\"33-3\""})
    void doesNotHoldOtherwise(String header) {
        if (header.contains(" ")) {
            assertThrows(InvalidInput.class, () -> IfMatch.fromString(header));
        } else {
            assertThrows(
                    RevisionMismatch.class, () -> IfMatch.fromString(header).require(3));
        }
    }

    @Test
    void aWeakTagNeverMatches() {
        assertThrows(RevisionMismatch.class, () -> IfMatch.fromString("W/\"3\"").require(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "3",
                "'3'",
                "\"3",
                "3\"",
                "\"3\" \"4\"",
                ",",
                "*, \"3\"",
                "w/\"3\"",
                "**",
                "\"3\"\n\"4\"x"
            })
    void refusesWhatIsMalformed(String header) {
        var refused = assertThrows(InvalidInput.class, () -> IfMatch.fromString(header));
        assertEquals("If-Match", refused.errors().get(0).field());
    }

    @Test
    void withoutAHeaderThereIsNoCondition() {
        assertDoesNotThrow(() -> IfMatch.fromString(null).require(3));
        assertDoesNotThrow(() -> IfMatch.orAny(null).require(3));
    }

    @Test
    void aHeaderAsLongAsTheServerTakesIsRead() {
        var many = "\"1\",".repeat(8_000);
        assertDoesNotThrow(() -> IfMatch.fromString(many + "\"3\"").require(3));
        assertThrows(InvalidInput.class, () -> IfMatch.fromString(many + "3"));
    }

    @Test
    void entityTagIsStrong() {
        assertEquals(new EntityTag("3", false), EntityTags.of(3));
    }
}
