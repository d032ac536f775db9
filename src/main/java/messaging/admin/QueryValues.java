package messaging.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import messaging.problem.JsonType;
import messaging.problem.ValueFormat;
import messaging.text.VisibleText;

/** Parses query parameters and collects their faults. */
final class QueryValues {
    private final List<FieldError> errors = new ArrayList<>();

    /** Parses a time, such as {@code 2026-01-31T09:30:00Z}. */
    Optional<Instant> moment(String name, String value) {
        return read(value, FieldError.format(name, ValueFormat.DATE_TIME), text -> {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    /** Parses an ID: a positive 64-bit integer. */
    Optional<Long> id(String name, String value) {
        return read(value, FieldError.format(name, ValueFormat.ID), text -> {
            try {
                return Optional.of(text)
                        .filter(digits -> digits.matches("[1-9][0-9]{0,18}"))
                        .map(Long::valueOf);
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    /** Parses {@code true} or {@code false}. */
    Optional<Boolean> flag(String name, String value) {
        return read(
                value,
                FieldError.type(name, JsonType.BOOLEAN),
                text -> Optional.of(text)
                        .filter(List.of("true", "false")::contains)
                        .map(Boolean::valueOf));
    }

    /** Parses one of several values. */
    <T> Optional<T> choice(String name, String value, List<T> all, Function<T, String> toWireName) {
        var names = all.stream().map(toWireName).toList();
        return read(
                value,
                FieldError.choice(name, names),
                text -> Optional.of(names.indexOf(text))
                        .filter(index -> index >= 0)
                        .map(all::get));
    }

    /** Parses a single line of text for people, without surrounding white space (S-TEXT-3). */
    Optional<String> text(String name, String value, int maxLength) {
        var fault = value != null && !VisibleText.isSingleLine(VisibleText.trim(value))
                ? FieldError.of(name, ErrorCode.INVALID_CHARACTERS)
                : FieldError.of(name, ErrorCode.TOO_LONG, Map.of(FieldError.MAX, maxLength));
        return read(
                VisibleText.trim(value),
                fault,
                text -> Optional.of(text)
                        .filter(trimmed -> trimmed.codePointCount(0, trimmed.length()) <= maxLength)
                        .filter(VisibleText::isSingleLine));
    }

    /** Adds an error that depends on more than one parameter. */
    void add(FieldError error) {
        errors.add(error);
    }

    /** Throws if any parameter is faulty. */
    void check() {
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
    }

    private <T> Optional<T> read(String value, FieldError error, Function<String, Optional<T>> reader) {
        // An empty value counts as missing.
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        var found = reader.apply(value);
        if (found.isEmpty()) {
            errors.add(error);
        }
        return found;
    }
}
