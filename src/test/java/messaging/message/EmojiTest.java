package messaging.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import net.fellbaum.jemoji.EmojiManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// S-PLUS-8
class EmojiTest {
    @Test
    void takesEveryEmojiOfUnicodeAndStoresItsBytes() {
        var column = new Emoji.Column();
        assertTrue(EmojiManager.getAllEmojis().size() > 3_500);
        for (var known : EmojiManager.getAllEmojis()) {
            var emoji = Emoji.fromString(known.getEmoji()).value();
            var bytes = column.convertToDatabaseColumn(emoji);
            assertEquals(emoji, new String(bytes, StandardCharsets.UTF_8));
            assertEquals(emoji, column.convertToEntityAttribute(bytes));
            assertTrue(bytes.length <= 64, emoji);
        }
        assertNull(column.convertToDatabaseColumn(null));
        assertNull(column.convertToEntityAttribute(null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "1", "#", "👍👍", "👍 ", "❤\ufe0e", "🇽🇽", "🇬", "\u200d", "\ufe0f", "\ud83d", "👍🏽🏽"
            })
    void refusesAnythingElse(String text) {
        assertThrows(IllegalArgumentException.class, () -> Emoji.fromString(text));
    }
}
