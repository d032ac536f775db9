package messaging.reset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

// S-API-16
class PasswordResetTest {
    private static final Instant START = Instant.parse("2026-01-31T09:30:00Z");

    @Test
    void codesAreLongAndUnique() {
        var codes = Stream.generate(ResetCode::random)
                .limit(1_000)
                .map(ResetCode::value)
                .collect(Collectors.toSet());
        assertEquals(1_000, codes.size());
        assertTrue(codes.stream().allMatch(code -> code.matches("[A-Za-z0-9_-]{43}")));
    }

    @Test
    void hashDependsOnTheCodeOnly() {
        var code = ResetCode.random();
        assertArrayEquals(code.hash(), new ResetCode(code.value()).hash());
        assertEquals(32, code.hash().length);
        assertFalse(code.toString().contains(code.value()));
        assertFalse(new ResetCodeView(1, code.value(), "http://localhost/#" + code.value(), START)
                .toString()
                .contains(code.value()));
        assertFalse(new ResetConfirmation(code.value(), "x").toString().contains(code.value()));
    }

    @Test
    void codeIsValidOnceUntilItExpires() {
        var reset = PasswordReset.create(1, ResetCode.random(), Duration.ofMinutes(10), START);
        assertTrue(reset.isValid(START));
        assertTrue(reset.isValid(START.plusSeconds(599)));
        assertFalse(reset.isValid(START.plusSeconds(600)));
        reset.markUsed(START);
        assertFalse(reset.isValid(START));
    }
}
