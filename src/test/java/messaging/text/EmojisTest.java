package messaging.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import net.fellbaum.jemoji.EmojiManager;
import net.fellbaum.jemoji.Qualification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// S-TEXT-7
class EmojisTest {
    @Test
    void everyEmojiOfUnicodeHasOneQualifiedForm() {
        var all = EmojiManager.getAllEmojis();
        assertTrue(all.size() > 3_700);
        for (var emoji : all) {
            var form = Emojis.qualify(emoji.getEmoji()).orElseThrow(() -> new AssertionError(emoji.getEmoji()));
            assertEquals(Optional.of(form), Emojis.qualify(form), emoji.getEmoji());
            assertEquals(form, Emojis.qualify(form.replace("\ufe0f", "")).orElseThrow(), emoji.getEmoji());
            if (emoji.getQualification() == Qualification.FULLY_QUALIFIED) {
                assertEquals(emoji.getEmoji(), form);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "👍, 👍",
        "👍\ufe0f, 👍",
        "❤, ❤\ufe0f",
        "❤\ufe0f, ❤\ufe0f",
        "#\u20e3, #\ufe0f\u20e3",
        "#\ufe0f\u20e3, #\ufe0f\u20e3",
        "7\u20e3, 7\ufe0f\u20e3",
        "👍🏽\ufe0f, 👍🏽",
        "🏳‍🌈, 🏳\ufe0f‍🌈",
        "👁‍🗨, 👁\ufe0f‍🗨\ufe0f",
        "👨\ufe0f‍👩‍👧, 👨‍👩‍👧",
        "🇬🇭, 🇬🇭",
        "☺, ☺\ufe0f",
        "©, ©\ufe0f",
    })
    void formsWithAndWithoutSelectorsAreOneEmoji(String text, String qualified) {
        assertEquals(Optional.of(qualified), Emojis.qualify(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "1",
                "#",
                "#\ufe0f",
                "1\ufe0f",
                "👍👍",
                "👍 ",
                " 👍",
                "❤\ufe0e",
                "🇽🇽",
                "🇬",
                "\u200d",
                "\ufe0f",
                "\ufe0f👍",
                "👍\ufe0f\ufe0f",
                "👨‍\ufe0f👩‍👧",
                "\ud83d",
                "👍🏽🏽",
                ":+1:",
                "👍\u0000"
            })
    void anythingElseIsNoEmoji(String text) {
        assertEquals(Optional.empty(), Emojis.qualify(text));
    }
}
