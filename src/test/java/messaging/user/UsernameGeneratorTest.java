package messaging.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// S-API-6
class UsernameGeneratorTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "deleted",
                "deleted-7",
                "Deleted-7",
                "deleted-7-4711",
                "ｄｅｌｅｔｅｄ-７",
                "deleted-\u0667",
                "dele\ufe0fted-7\u034f"
            })
    void nameOfADeletedAccountIsReserved(String name) {
        assertTrue(UsernameGenerator.isReserved(name));
        assertFalse(UsernameGenerator.isReserved(UsernameGenerator.derive(name)), UsernameGenerator.derive(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ama", "deleted-ama", "undeleted-7", "deleted7", "deleted-7-8-9"})
    void otherNameIsNotReserved(String name) {
        assertFalse(UsernameGenerator.isReserved(name));
        assertEquals(name, UsernameGenerator.derive(name));
    }

    // A suffix for a taken name must not create a reserved one.
    @Test
    void suffixedNameIsNotReserved() {
        assertFalse(
                UsernameGenerator.isReserved(UsernameGenerator.withSuffix(UsernameGenerator.derive("deleted"), 4711)));
        assertTrue(UsernameGenerator.isReserved(
                UsernameGenerator.withSuffix(UsernameGenerator.forDeletedAccount(7), 4711)));
    }
}
