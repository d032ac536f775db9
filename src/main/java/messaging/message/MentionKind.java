package messaging.message;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;

/** What a mention names: one user, all participants, or the participants who were online. */
public enum MentionKind {
    /** One participant, by username. */
    USER,
    /** Every participant at the time: {@code @all}. */
    ALL,
    /** Every participant who was online at the time: {@code @here}. */
    HERE;

    /**
     * Returns the name in JSON and in the database; for the group mentions, also what follows the sign in a text.
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
