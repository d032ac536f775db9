package messaging.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// S-API-2, S-API-5
class PasswordsTest {
    private static final Profile AMA = new Profile("ama.aidoo", "Ama@Example.com", "Ama", "Aidoo");
    private static final String SHORT = "must be at least 8 characters";
    private static final String LONG = "must be at most 256 characters";

    private final Passwords passwords = new Passwords(cost(64, 1));

    @ParameterizedTest
    @ValueSource(strings = {"correct horse", " ", "пароль-пароль", "🍕🍕🍕🍕🍕🍕🍕🍕", "a\u0301bcdefgh"})
    void hashMatchesItsPasswordOnly(String password) {
        var hash = Optional.of(passwords.hash(password));
        assertTrue(passwords.matches(password, hash));
        assertFalse(passwords.matches(password + "x", hash));
        assertFalse(passwords.matches("X" + password, hash));
    }

    @Test
    void passwordIsCaseSensitive() {
        assertFalse(passwords.matches("Correct horse", Optional.of(passwords.hash("correct horse"))));
    }

    @Test
    void hashContainsItsParametersAndFitsItsColumn() {
        var hash = passwords.hash("correct horse");
        assertTrue(hash.startsWith("$argon2id$v=19$m=64,t=1,p=1$"), hash);
        assertTrue(hash.length() <= 255);
        assertFalse(hash.contains("correct"));
    }

    @Test
    void eachHashHasANewSalt() {
        assertNotEquals(passwords.hash("correct horse"), passwords.hash("correct horse"));
    }

    @Test
    void missingHashMatchesNoPassword() {
        assertFalse(passwords.matches("dummy password", Optional.empty()));
        assertFalse(passwords.matches("", Optional.empty()));
        assertFalse(passwords.matches("", Optional.of(passwords.hash("correct horse"))));
    }

    // Measures the allocated memory, which is the same on every machine. The benchmark measures the time.
    @Test
    void unknownAccountCostsTheSame() {
        var kib = 8_192;
        var costly = new Passwords(cost(kib, 1));
        var known = Optional.of(costly.hash("correct horse"));
        assertTrue(allocated(() -> costly.matches("wrong horse", known)) >= kib * 1024L);
        assertTrue(allocated(() -> costly.matches("wrong horse", Optional.empty())) >= kib * 1024L);
    }

    @Test
    void hashOfAnotherCostIsOutdatedButMatches() {
        var weaker = passwords.hash("correct horse");
        var raised = new Passwords(cost(128, 1));
        assertTrue(raised.matches("correct horse", Optional.of(weaker)));
        assertTrue(raised.isOutdated(weaker));
        assertTrue(new Passwords(cost(64, 2)).isOutdated(weaker));
        assertFalse(passwords.isOutdated(weaker));
        assertFalse(new Passwords(cost(64, 1)).isOutdated(weaker));
    }

    @Test
    void lengthIsCountedInCodePoints() {
        assertEquals(Optional.of(SHORT), fault("aB3$xY7"));
        assertEquals(Optional.empty(), fault("aB3$xY7!"));
        assertEquals(Optional.of(SHORT), fault("🍕🍔🍟🌭🍿🥓🥚"), "seven characters, fourteen units");
        assertEquals(Optional.empty(), fault("🍕🍔🍟🌭🍿🥓🥚🍳"));
        assertEquals(Optional.empty(), fault("🍕🍔🍟🌭🍿🥓🥚🍳".repeat(32)));
        assertEquals(Optional.of(LONG), fault("🍕".repeat(257)));
        assertEquals(Optional.of(SHORT), fault(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "Password", "PASSWORD", "12345678", "qwertyuiop", "Iloveyou", "sunshine"})
    void commonPasswordIsRejectedInAnyCase(String password) {
        assertEquals(Optional.of("is a commonly used password"), fault(password));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ama.aidoo", "AMA.AIDOO", "ama@example.com", "AMA@EXAMPLE.COM"})
    void userNameIsRejectedAsPassword(String password) {
        assertEquals(Optional.of("must not be your username, name or email address"), fault(password));
    }

    @Test
    void accountWithoutAnAddressCanHaveAPassword() {
        assertEquals(
                Optional.empty(), passwords.validate("password", "correct horse", new Profile("ama", null, "", "")));
    }

    @Test // S-TEXT-4
    void normalizationFormsMatchTheSameHash() {
        var composed = "p\u00e4ssw\u00f6rter9";
        var decomposed = "pa\u0308sswo\u0308rter9";
        assertTrue(passwords.matches(decomposed, Optional.of(passwords.hash(composed))));
        assertTrue(passwords.matches(composed, Optional.of(passwords.hash(decomposed))));
        assertTrue(passwords.matches("long\u00a0pass\u3000phrase", Optional.of(passwords.hash("long pass phrase"))));
        assertFalse(passwords
                .verify(decomposed, Optional.of(passwords.hash(composed)))
                .needsRehash());
    }

    @ParameterizedTest // S-TEXT-4
    @ValueSource(
            strings = {
                "pa\u0308sswo\u0308rter9",
                "\u1112\u1161\u11ab\u1100\u116e\u11a8\u110b\u1165 11",
                "no\u00a0break space"
            })
    void hashOfPasswordAsTypedMatchesAndIsReplaced(String typed) {
        var old = Optional.of(com.password4j.Password.hash(typed)
                .addRandomSalt(16)
                .with(com.password4j.Argon2Function.getInstance(64, 1, 1, 32, com.password4j.types.Argon2.ID))
                .getResult());
        var verification = passwords.verify(typed, old);
        assertTrue(verification.matches());
        assertTrue(verification.needsRehash());
        assertFalse(passwords.matches(typed + "x", old));
    }

    @ParameterizedTest // S-TEXT-4
    @CsvSource({
        "aaaaaaaa, PASSWORD_REPEATED",
        "'        ', PASSWORD_REPEATED",
        "abababab, PASSWORD_REPEATED",
        "abcdefgh, PASSWORD_SEQUENCE",
        "ama.aidoo1!, PASSWORD_TOO_SIMILAR",
        "messaging1, PASSWORD_SERVICE_NAME"
    })
    void weakPasswordIsRejectedWithReason(String password, ErrorCode reason) {
        assertEquals(Optional.of(reason), code(password));
    }

    private Optional<ErrorCode> code(String password) {
        return passwords.validate("password", password, AMA).map(FieldError::code);
    }

    @Test // S-TEXT-4
    void controlCharacterInPasswordIsRejected() {
        assertEquals(Optional.of(ErrorCode.INVALID_CHARACTERS), code("correct\u0000horse"));
        assertEquals(Optional.of(ErrorCode.INVALID_CHARACTERS), code("correct\nhorse"));
        assertEquals(Optional.of(ErrorCode.INVALID_CHARACTERS), code("correct\u00adhorse"));
    }

    private Optional<String> fault(String password) {
        return passwords.validate("password", password, AMA).map(FieldError::message);
    }

    private static Settings.Passwords cost(int memoryKib, int iterations) {
        return new Settings.Passwords(memoryKib, iterations, 1, Duration.ofHours(1));
    }

    private static long allocated(Runnable work) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
