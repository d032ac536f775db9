package messaging.json;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A field of a PATCH body (RFC 7396): omitted, set to null, or set to a value. Constraints on the type argument are
 * checked if the body has the field: {@code Change<@NotNull @TextLength(max = 255, maxBytes = 3_060) String>}.
 *
 * @param <T> type of the value
 */
public final class Change<T> {
    private static final Change<?> ABSENT = new Change<>(false, null);

    private final boolean named;
    private final T value;

    private Change(boolean named, T value) {
        this.named = named;
        this.value = value;
    }

    /**
     * Returns a field that the body omits.
     *
     * @param <T> type of the value
     * @return the absent change
     */
    @SuppressWarnings("unchecked") // Safe, because it contains no value of any type.
    public static <T> Change<T> absent() {
        return (Change<T>) ABSENT;
    }

    /**
     * Returns a field that the body has.
     *
     * @param value the new value; null for JSON's null
     * @param <T> type of the value
     * @return the change
     */
    public static <T> Change<T> to(T value) {
        return new Change<>(true, value);
    }

    /**
     * Returns whether the body has the field.
     *
     * @return true for null too
     */
    public boolean isNamed() {
        return named;
    }

    /**
     * Returns the value.
     *
     * @return empty if the field is omitted or null
     */
    public Optional<T> value() {
        return Optional.ofNullable(value);
    }

    /**
     * Converts the value, if there is one.
     *
     * @param conversion conversion of the value
     * @return a change to the converted value; the same change if it has none
     */
    public Change<T> map(UnaryOperator<T> conversion) {
        return value == null ? this : to(conversion.apply(value));
    }

    /**
     * Applies the change if the body has the field.
     *
     * @param action receives the new value; empty for null
     */
    public void ifNamed(Consumer<Optional<T>> action) {
        Objects.requireNonNull(action);
        if (named) {
            action.accept(value());
        }
    }
}
