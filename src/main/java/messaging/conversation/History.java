package messaging.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which messages later participants see. */
@Schema(
        name = "HistoryVisibility",
        description = "Whether later participants see all messages, or only those sent after they joined")
public enum History {
    /** All messages. */
    @JsonProperty("all")
    ALL,
    /** Only messages sent after the participant joined. */
    @JsonProperty("joined")
    JOINED;

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
    public static History of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Stores the lower-case name. */
    @Converter(autoApply = true)
    public static class Column implements AttributeConverter<History, String> {
        @Override
        public String convertToDatabaseColumn(History history) {
            return history == null ? null : history.toString();
        }

        @Override
        public History convertToEntityAttribute(String column) {
            return column == null ? null : of(column);
        }
    }
}
