package messaging.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which messages somebody sees who joined later. */
@Schema(
        name = "HistoryVisibility",
        description = "Whether later participants see all messages, or only those sent after they joined")
public enum History {
    /** Every message from the first one on. */
    @JsonProperty("all")
    ALL,
    /** Only what was sent after they joined. */
    @JsonProperty("joined")
    JOINED;

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
    public static History of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Stores the setting as its lower-case name. */
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
