package messaging.message;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;

/** The target of a mention: one user, all participants, or the participants who were online. */
public enum MentionKind {
    /** One participant, by username. */
    USER,
    /** All participants at the time of the message: {@code @all}. */
    ALL,
    /** The participants who were online at the time of the message: {@code @here}. */
    HERE;

    /**
     * Returns the name in JSON and in the database, and for group mentions also in the text after the @ sign.
     *
     * @return the name in lower case
     */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the kind with a wire name. */
    static MentionKind of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /** Stores a kind by its name. */
    @Converter
    public static class Column implements AttributeConverter<MentionKind, String> {
        @Override
        public String convertToDatabaseColumn(MentionKind kind) {
            return kind == null ? null : kind.wireName();
        }

        @Override
        public MentionKind convertToEntityAttribute(String column) {
            return column == null ? null : of(column);
        }
    }
}
