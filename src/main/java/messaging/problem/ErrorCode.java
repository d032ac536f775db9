package messaging.problem;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Codes of faults in a field or parameter (S-ERR-1). Codes are stable: clients branch on them and translate them. The
 * message is built from the code and its parameters, so that the same fault always has the same wording.
 */
public enum ErrorCode {
    // Presence and type
    REQUIRED("is required"),
    NULL_NOT_ALLOWED("must not be null"),
    INVALID_TYPE("must be {expected}"),
    INVALID_CHOICE("must be one of: {allowed}"),
    INVALID_FORMAT("must be {format}"),
    INVALID("is not valid"),

    // Text
    BLANK("must contain a visible character"),
    TOO_SHORT("must be at least {min} characters"),
    TOO_LONG("must be at most {max} characters"),
    TOO_MANY_BYTES("must be at most {max_bytes} bytes in UTF-8"),
    INVALID_CHARACTERS("must not contain control characters, line breaks or invisible formatting characters"),
    MIXED_SCRIPTS("must not mix characters of different scripts"),
    INVALID_UNICODE("must not contain NUL characters or unpaired surrogates"),

    // Numbers and lists
    TOO_SMALL("must be at least {min}"),
    TOO_LARGE("must be at most {max}"),
    TOO_FEW_ITEMS("must have at least {min} items"),
    TOO_MANY_ITEMS("must have at most {max} items"),
    DUPLICATE("must not contain duplicates"),

    // Combinations
    NOT_ALLOWED_WITH("cannot be combined with {other}"),
    MUST_MATCH("must match {other}"),
    MUST_BE_BEFORE("must be before {other}"),
    RANGE_TOO_LONG("must be at most {max} steps before {other}"),

    // Accounts
    TAKEN("is already taken"),
    RESERVED("is reserved"),
    PASSWORD_TOO_COMMON("is a commonly used password"),
    PASSWORD_REPEATED("must not be a repeated character or pattern"),
    PASSWORD_SEQUENCE("must not be a simple sequence such as abcdefgh or 12345678"),
    PASSWORD_TOO_SIMILAR("must not be your username, name or email address"),
    PASSWORD_SERVICE_NAME("must not be the name of this service"),
    CURRENT_PASSWORD_REQUIRED("is required to change the password"),
    INCORRECT("is incorrect"),
    INVALID_OR_EXPIRED("is not valid or has expired"),

    // Conversations and messages
    UNKNOWN_REFERENCE("not found: {ids}"),
    NOT_IN_CONVERSATION("must be a message in this conversation"),
    TOO_MANY_PARTICIPANTS("exceeds the limit of {max} participants, including the owner"),
    NOT_ALLOWED_IN_DIRECT("is not allowed in a direct conversation"),
    EXACTLY_ONE_OTHER_USER("must contain exactly one other user in a direct conversation");

    private static final String PLACEHOLDER = "\\{(\\w+)}";
    private static final String ONE_OF_MANY = "\\b1 ([a-z]+)s\\b";
    private static final Pattern PARAMETER = Pattern.compile(PLACEHOLDER);

    private final String code;
    private final String template;
    private final Set<String> parameters;

    ErrorCode(String template) {
        this.code = name().toLowerCase(Locale.ROOT);
        this.template = template;
        this.parameters = Pattern.compile(PLACEHOLDER)
                .matcher(template)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Finds a code by its wire name.
     *
     * @param code such as {@code too_long}
     * @return empty for an unknown name
     */
    public static Optional<ErrorCode> find(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }

    /**
     * Returns the message with placeholders.
     *
     * @return such as <code>must be at most {max} characters</code>
     */
    public String template() {
        return template;
    }

    /**
     * Returns the names of the parameters.
     *
     * @return such as {@code max}; empty for most codes
     */
    public Set<String> parameters() {
        return parameters;
    }

    /**
     * Builds the message.
     *
     * @param values exactly the parameters of this code, by name
     * @return such as {@code must be at most 255 characters}
     */
    String message(Map<String, ?> values) {
        if (!values.keySet().equals(parameters)) {
            throw new IllegalArgumentException(code + " has parameters " + parameters + ", not " + values.keySet());
        }
        return PARAMETER
                .matcher(template)
                .replaceAll(match -> Matcher.quoteReplacement(text(values.get(match.group(1)))))
                .replaceAll(ONE_OF_MANY, "1 $1");
    }

    private static String text(Object value) {
        if (value instanceof ValueFormat format) {
            return format.description();
        }
        if (value instanceof JsonType type) {
            return type.description();
        }
        return value instanceof Collection<?> items
                ? items.stream().map(Object::toString).collect(Collectors.joining(", "))
                : value.toString();
    }

    /** Returns the wire name. */
    @Override
    @JsonValue
    public String toString() {
        return code;
    }
}
