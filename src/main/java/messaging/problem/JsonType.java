package messaging.problem;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** JSON types in {@link ErrorCode#INVALID_TYPE}. */
public enum JsonType {
    ARRAY("an array"),
    BOOLEAN("true or false"),
    INTEGER("an integer"),
    OBJECT("an object"),
    STRING("a string");

    private final String description;

    JsonType(String description) {
        this.description = description;
    }

    /**
     * Returns the type in words.
     *
     * @return the words after "must be".
     */
    public String description() {
        return description;
    }

    /** Returns the wire name. */
    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
