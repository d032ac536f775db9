package messaging.message;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.nio.charset.StandardCharsets;
import net.fellbaum.jemoji.EmojiManager;

/**
 * One emoji, as somebody sent it: any of those that Unicode lists (UTS #51, emoji-test.txt), be it fully qualified or
 * without its variation selectors.
 *
 * @param value its code points
 */
public record Emoji(String value) {
    // A character of text with this selector is no emoji, though it is one without.
    private static final String TEXT_SELECTOR = "\uFE0E";
    private static final int MAX_BYTES = 64;

    /** Refuses anything else. */
    public Emoji {
        if (!EmojiManager.isEmoji(value)
                || value.contains(TEXT_SELECTOR)
                || value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new IllegalArgumentException("No emoji");
        }
    }

    /**
     * Reads a step of a path. JAX-RS calls it for a {@code @PathParam} and takes its refusal for 404.
     *
     * @param value the decoded step
     * @return the emoji
     * @throws IllegalArgumentException if it is none
     */
    public static Emoji fromString(String value) {
        return new Emoji(value);
    }

    /** Stores an emoji as its bytes. */
    @Converter
    public static class Column implements AttributeConverter<String, byte[]> {
        @Override
        public byte[] convertToDatabaseColumn(String emoji) {
            return emoji == null ? null : emoji.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String convertToEntityAttribute(byte[] column) {
            return column == null ? null : new String(column, StandardCharsets.UTF_8);
        }
    }
}
