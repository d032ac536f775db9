package messaging.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The kind of a conversation. */
@Schema(name = "ConversationKind", description = "Kind of a conversation")
public enum Kind {
    /** Any number of participants, with an owner, roles and an optional title. */
    @JsonProperty("group")
    GROUP,
    /** Exactly two participants without roles; unique for each pair of users. */
    @JsonProperty("direct")
    DIRECT;

    /** Returns the name in JSON and in the database. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the constant with a name.
     *
     * @param name in lower case, as in JSON and in the database
     * @return the constant
     */
    public static Kind of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Stores the lower-case name. */
    @Converter(autoApply = true)
    public static class Column implements AttributeConverter<Kind, String> {
        @Override
        public String convertToDatabaseColumn(Kind kind) {
            return kind == null ? null : kind.toString();
        }

        @Override
        public Kind convertToEntityAttribute(String column) {
            return column == null ? null : of(column);
        }
    }
}
