package messaging.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {

    @ParameterizedTest // S-TEXT-3
    @ValueSource(
            strings = {
                "", " ", "\n\t", "\u00a0\u2003\u3000", "\u200b", "\ufeff", "\u00ad", "\u2800", "\u3164", "\u115f",
                        "\u1160",
                "\uffa0", "\u0301", "\u20e3", "\u093f", "\u202e", "\u2028", "\u0085", "\u180e", "\u17b4", "\u034f",
                        "\ufe0f",
                "\udb40\udc41", "\ud834\udd59", "\ud80d\udc41", "\uffff", "\u0007", "\u200d\u200c", "\u1680"
            })
    void blankTextIsNotVisible(String text) {
        assertFalse(VisibleText.hasVisibleCharacter(text));
    }

    @ParameterizedTest // S-TEXT-3
    @ValueSource(
            strings = {
                ".",
                "a",
                " a ",
                "e\u0301",
                "漢",
                "한",
                "ไ",
                "👍",
                "❤️",
                "1️⃣",
                "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
                "\u0600",
                "\u2801",
                "\u200bא",
                "\ue000",
                "ـ",
                "\ud80c\udc00"
            })
    void textWithGlyphIsVisible(String text) {
        assertTrue(VisibleText.hasVisibleCharacter(text));
    }

    @ParameterizedTest // S-TEXT-3
    @ValueSource(
            strings = {
                "a\nb",
                "a\r",
                "a\u0000",
                "a\u001bb",
                "a\u0085b",
                "a\u2028b",
                "a\u2029b",
                "a\u202eb",
                "\u202aa\u202c",
                "\u2066a\u2069",
                "a\u206eb",
                "a\u007f",
                "a\ud800"
            })
    void lineBreaksAndDirectionOverridesAreNotSingleLine(String text) {
        assertFalse(VisibleText.isSingleLine(text));
    }

    @ParameterizedTest // S-TEXT-3
    @ValueSource(strings = {"", "Ama", "محمد\u200f", "می\u200cخواهم", "👨‍👩‍👧", "a\u00adb", "Anne-Marie d’Arc"})
    void namesOfEveryScriptAreSingleLine(String text) {
        assertTrue(VisibleText.isSingleLine(text));
    }

    @Test // S-TEXT-3
    void trimsWhiteSpaceOfUnicode() {
        assertEquals("a b", VisibleText.trim("\u00a0\u3000\t\u2028a b\u0085\u2009\n"));
        assertEquals("", VisibleText.trim(" \u1680 "));
        assertEquals("\u200ba", VisibleText.trim("\u200ba "));
        assertNull(VisibleText.trim(null));
    }
}
