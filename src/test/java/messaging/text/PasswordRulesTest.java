package messaging.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import messaging.text.PasswordRules.Weakness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
    private static final List<String> NAMES =
            Arrays.asList("ama.aidoo", "ama.aidoo@example.com", "Áma", "Aidoo", null, "");

    @ParameterizedTest // S-TEXT-4
    @CsvSource({
        "password, COMMON",
        "TrustNo1, COMMON",
        "aaaaaaaaa, REPEATED",
        "ÄäÄäÄäÄä, REPEATED",
        "abababab, REPEATED",
        "xyzxyzxyz, REPEATED",
        "kw4!kw4!kw4!, REPEATED",
        "🍕🍕🍕🍕🍕🍕🍕🍕, REPEATED",
        "abcdefgh, SEQUENCE",
        "ABCDEFGHI, SEQUENCE",
        "hgfedcba, SEQUENCE",
        "23456789, SEQUENCE",
        "9876543210, SEQUENCE",
        "78901234, SEQUENCE",
        "wertyuiop, SEQUENCE",
        "lkjhgfdsa, SEQUENCE",
        "wertzuiop, SEQUENCE",
        "abcd6789, SEQUENCE",
        "aaaaabbbb, SEQUENCE",
        "абвгдежз, SEQUENCE",
        "ama.aidoo, PERSONAL",
        "AMA.AIDOO2026, PERSONAL",
        "!!aidoo!!, PERSONAL",
        "aidooaidoo, PERSONAL",
        "ama.aidoo@example.com, PERSONAL",
        "Mëssaging!, SERVICE_NAME"
    })
    void weakPasswordIsFound(String password, Weakness weakness) {
        assertEquals(Optional.of(weakness), PasswordRules.weakness(password, NAMES, "messaging"));
    }

    @ParameterizedTest // S-TEXT-4
    @ValueSource(
            strings = {
                "correct horse battery",
                "testpass123",
                "aB3$xY7!",
                "ama likes cocoa",
                "abc-xyz-18",
                "пароль-слон",
                "秘密の合言葉です",
                "qwe4rty7ui",
                "maiding messages"
            })
    void otherPasswordIsNot(String password) {
        assertEquals(Optional.empty(), PasswordRules.weakness(password, NAMES, "messaging"));
    }

    @ParameterizedTest // S-TEXT-4
    @CsvSource({"pa\u0308ss, p\u00e4ss", "a\u00a0b\u3000c, a b c", "Å, \u00c5", "ｘ, ｘ", "' a ', ' a '"})
    void passwordIsNormalized(String typed, String normalized) {
        assertEquals(Optional.of(normalized), PasswordRules.normalize(typed));
    }

    @Test // S-TEXT-4
    void controlsAreForbidden() {
        assertEquals(Optional.empty(), PasswordRules.normalize("a\u0000b"));
        assertEquals(Optional.empty(), PasswordRules.normalize("a\tb"));
        assertEquals(Optional.empty(), PasswordRules.normalize(""));
        assertEquals(List.of("a\u0000b"), PasswordRules.candidates("a\u0000b"));
    }

    @Test // S-TEXT-4
    void asciiPasswordHasOneCandidate() {
        assertEquals(List.of("testpass123"), PasswordRules.candidates("testpass123"));
    }
}
