package messaging.problem;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Formats in {@link ErrorCode#INVALID_FORMAT}. Their wire names are stable. */
public enum ValueFormat {
    EMAIL("a valid email address"),
    USERNAME("1 to 150 letters and digits, with a single . _ or - between them"),
    DATE_TIME("an ISO 8601 time with a time zone, such as 2026-01-31T09:30:00Z"),
    ID("an id, which is a positive integer"),
    MESSAGE_CURSOR("a seq such as 120, or an id such as id:42"),
    SYNC_TOKEN("a sync token of this server"),
    VERSIONS("an object with conversation ids as names and versions as values"),
    ENTITY_TAGS("* or entity tags such as \"3\""),
    EMOJI("one emoji"),
    CLIENT_ID("1 to 64 printable ASCII characters"),
    ACCESS_TOKEN("a valid access token of this account");

    private final String description;

    ValueFormat(String description) {
        this.description = description;
    }

    /**
     * Returns the format in words.
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
