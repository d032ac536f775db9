package messaging.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;

/** Reads the values of query parameters and gathers what is wrong with them. */
final class QueryValues {
    private final List<FieldError> errors = new ArrayList<>();

    /** A moment, as in {@code 2026-01-31T09:30:00Z}. */
    Optional<Instant> moment(String name, String value) {
        return read(name, value, "must be a time in ISO 8601 with its zone", text -> {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    /** An id: a positive number of 64 bits. */
    Optional<Long> id(String name, String value) {
        return read(name, value, "must be an id", text -> {
            try {
                return Optional.of(text)
                        .filter(digits -> digits.matches("[1-9][0-9]{0,18}"))
                        .map(Long::valueOf);
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    /** {@code true} or {@code false}. */
    Optional<Boolean> flag(String name, String value) {
        return read(
                name,
                value,
                "must be true or false",
                text -> Optional.of(text)
                        .filter(List.of("true", "false")::contains)
                        .map(Boolean::valueOf));
    }

    /** One of some words. */
    <T> Optional<T> word(String name, String value, List<T> all, Function<T, String> toWord) {
        var words = all.stream().map(toWord).toList();
        return read(
                name,
                value,
                "must be among: " + String.join(", ", words),
                text -> Optional.of(words.indexOf(text))
                        .filter(index -> index >= 0)
                        .map(all::get));
    }

    /** A text for people. */
    Optional<String> text(String name, String value, int longest) {
        return read(
                name,
                value,
                "must be at most " + longest + " characters long and without NUL",
                text -> Optional.of(text)
                        .filter(words -> words.codePointCount(0, words.length()) <= longest)
                        .filter(words -> words.indexOf('\0') < 0));
    }

    /** Notes a fault that takes more than one parameter to see. */
    void fault(String name, String message) {
        errors.add(new FieldError(name, message));
    }

    /** Refuses the request if anything is wrong. */
    void check() {
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
    }

    private <T> Optional<T> read(String name, String value, String fault, Function<String, Optional<T>> reader) {
        if (value == null) {
            return Optional.empty();
        }
        var found = reader.apply(value);
        if (found.isEmpty()) {
            fault(name, fault);
        }
        return found;
    }
}
