package messaging.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import messaging.problem.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// S-TEXT-7
class TextLengthTest {
    @TextLength(min = 1, max = 10, maxBytes = 120)
    private String title;

    @TextLength(min = 1, max = 10, unit = TextLength.Unit.CODE_POINTS)
    private String identifier;

    @TextLength(max = 10)
    private String unlimited;

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "e\u0301", "🍕", "👍🏽", "🇬🇭", "नि", "\u1112\u1161\u11ab", "\r\n"})
    void graphemeClustersAreCounted(String character) {
        assertEquals(Optional.empty(), fault("title", character));
        assertEquals(Optional.empty(), fault("title", character.repeat(10)));
        assertEquals(Optional.of(ErrorCode.TOO_LONG), fault("title", character.repeat(10) + "x"));
    }

    @Test
    void bytesAreLimitedToo() {
        assertEquals(Optional.of(ErrorCode.TOO_SHORT), fault("title", ""));
        assertEquals(Optional.empty(), fault("title", "xx" + "\u0301".repeat(59)));
        assertEquals(Optional.of(ErrorCode.TOO_MANY_BYTES), fault("title", "x" + "\u0301".repeat(60)));
        assertEquals(Optional.of(ErrorCode.TOO_MANY_BYTES), fault("title", "👨‍👩‍👧‍👦".repeat(5)));
        assertEquals(Optional.of(ErrorCode.TOO_LONG), fault("title", "👨‍👩‍👧‍👦".repeat(11)));
    }

    @Test
    void identifiersAreCountedInCodePoints() {
        assertEquals(Optional.empty(), fault("identifier", "🍕".repeat(10)));
        assertEquals(Optional.of(ErrorCode.TOO_LONG), fault("identifier", "🍕".repeat(10) + "x"));
        assertEquals(Optional.of(ErrorCode.TOO_LONG), fault("identifier", "e\u0301".repeat(6)));
    }

    @Test
    void graphemesRequireALimitInBytes() {
        assertThrows(IllegalArgumentException.class, () -> fault("unlimited", "x"));
    }

    @Test
    void nullIsLeftToNotNull() {
        assertTrue(new TextLength.Validator().isValid(null, null));
    }

    private static Optional<ErrorCode> fault(String field, String text) {
        var validator = new TextLength.Validator();
        try {
            validator.initialize(TextLengthTest.class.getDeclaredField(field).getAnnotation(TextLength.class));
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
        return validator.fault(text);
    }
}
