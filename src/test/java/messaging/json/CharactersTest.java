package messaging.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import messaging.problem.ErrorCode;
import org.junit.jupiter.api.Test;

class CharactersTest {
    @Test
    void charactersAreCountedAsCodePoints() {
        assertEquals(Optional.of(ErrorCode.TOO_SHORT), fault(""));
        assertEquals(Optional.empty(), fault(" "));
        assertEquals(Optional.empty(), fault("🍕".repeat(10)));
        assertEquals(Optional.of(ErrorCode.TOO_LONG), fault("🍕".repeat(10) + "x"));
        assertEquals(Optional.of(ErrorCode.TOO_LONG), fault("e\u0301".repeat(6)), "twelve code points");
    }

    @Test
    void nullIsLeftToNotNull() {
        assertTrue(new Characters.Validator().isValid(null, null));
    }

    private static Optional<ErrorCode> fault(String text) {
        return Characters.Validator.fault(text, 1, 10);
    }
}
