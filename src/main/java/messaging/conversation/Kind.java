package messaging.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What sort of conversation it is. */
@Schema(name = "ConversationKind", description = "Kind of a conversation")
public enum Kind {
    /** Any number of people, with an owner, roles and perhaps a title. */
    @JsonProperty("group")
    GROUP,
    /** Two people, at most once for each pair; nobody joins or leaves it, and nobody has a role. */
    @JsonProperty("direct")
    DIRECT;

    /** As clients write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the constant that is written so.
     *
     * @param name in lower case, as in the database
     * @return the constant
     */
    public static Kind of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Stores a kind as its lower-case name. */
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
