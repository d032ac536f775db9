package messaging.message;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import messaging.text.Emojis;

/**
 * An emoji of Unicode's list, in its fully qualified form.
 *
 * @param value its code points
 */
public record Emoji(String value) {
    /**
     * Qualifies the emoji.
     *
     * @throws IllegalArgumentException if the value is not a single emoji
     */
    public Emoji {
        value = Emojis.qualify(value).orElseThrow(() -> new IllegalArgumentException("Not an emoji"));
    }

    /**
     * Parses a path segment. JAX-RS calls it for a {@code @PathParam} and maps its exception to 404.
     *
     * @param value the decoded segment
     * @return the emoji
     * @throws IllegalArgumentException if it is not a single emoji
     */
    public static Emoji fromString(String value) {
        return new Emoji(value);
    }

    /**
     * Parses a field or parameter.
     *
     * @param value any text
     * @return empty if it is not a single emoji
     */
    static Optional<Emoji> find(String value) {
        return Emojis.qualify(value).map(Emoji::new);
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
