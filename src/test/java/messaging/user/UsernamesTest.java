package messaging.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// S-API-6
class UsernamesTest {
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
    void theNamesOfDeletedAccountsAreReserved(String name) {
        assertTrue(Usernames.isReserved(name));
        assertFalse(Usernames.isReserved(Usernames.from(name)), Usernames.from(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ama", "deleted-ama", "undeleted-7", "deleted7", "deleted-7-8-9"})
    void othersAreNot(String name) {
        assertFalse(Usernames.isReserved(name));
        assertEquals(name, Usernames.from(name));
    }

    // What gets a number behind it because it is taken must not turn into one of them.
    @Test
    void noSuffixMakesAReservedName() {
        assertFalse(Usernames.isReserved(Usernames.suffixed(Usernames.from("deleted"), 4711)));
        assertTrue(Usernames.isReserved(Usernames.suffixed(Usernames.ofDeleted(7), 4711)));
    }
}
