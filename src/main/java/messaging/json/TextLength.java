package messaging.json;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import messaging.problem.ErrorCode;
import messaging.text.GraphemeClusters;

/**
 * The length of a text in characters as users count them: grapheme clusters, so that a letter with accents, a flag or a
 * family emoji counts as one. The size in UTF-8 is limited as well, because a grapheme cluster can be of any length.
 *
 * <p>Every text of {@code max} code points is accepted, so {@code maxLength} in the OpenAPI document, which counts code
 * points, never allows a text that is rejected here.
 */
@Documented
@Constraint(validatedBy = TextLength.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.METHOD, ElementType.ANNOTATION_TYPE
})
@Retention(RetentionPolicy.RUNTIME)
public @interface TextLength {
    /** The unit of the length. */
    enum Unit {
        /** Grapheme clusters, for text that users write. */
        GRAPHEME_CLUSTERS,
        /** Code points, for identifiers. */
        CODE_POINTS
    }

    /**
     * Returns the minimum number of characters.
     *
     * @return 0 or more
     */
    int min() default 0;

    /**
     * Returns the maximum number of characters.
     *
     * @return 1 or more
     */
    int max();

    /**
     * Returns the maximum number of bytes in UTF-8: at least four per character, and at most the size of the database
     * column.
     *
     * @return the number; optional for code points only
     */
    int maxBytes() default Integer.MAX_VALUE;

    /**
     * Returns the unit of {@link #min} and {@link #max}.
     *
     * @return the unit
     */
    Unit unit() default Unit.GRAPHEME_CLUSTERS;

    /**
     * Returns the message, which is replaced by {@code too_short}, {@code too_long} or {@code too_many_bytes}.
     *
     * @return an error code
     */
    String message() default "invalid";

    /**
     * Returns the validation groups.
     *
     * @return the groups
     */
    Class<?>[] groups() default {};

    /**
     * Returns the payload of the constraint.
     *
     * @return the payload
     */
    Class<? extends Payload>[] payload() default {};

    /** Checks the length; {@code @NotNull} checks for null. */
    class Validator implements ConstraintValidator<TextLength, String> {
        private int min;
        private int max;
        private int maxBytes;
        private Unit unit;

        @Override
        public void initialize(TextLength constraint) {
            min = constraint.min();
            max = constraint.max();
            maxBytes = constraint.maxBytes();
            unit = constraint.unit();
            if (unit == Unit.GRAPHEME_CLUSTERS && maxBytes == Integer.MAX_VALUE) {
                throw new IllegalArgumentException("Grapheme clusters can be of any length: maxBytes is required");
            }
        }

        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            var fault = text == null ? Optional.<ErrorCode>empty() : fault(text);
            fault.ifPresent(code -> {
                context.disableDefaultConstraintViolation();
                context.buildConstraintViolationWithTemplate(code.toString()).addConstraintViolation();
            });
            return fault.isEmpty();
        }

        Optional<ErrorCode> fault(String text) {
            if (min > 1 ? count(text, min) < min : text.length() < min) {
                return Optional.of(ErrorCode.TOO_SHORT);
            }
            // A text with at most this many code units has neither too many characters nor too many bytes.
            if (text.length() <= max) {
                return Optional.empty();
            }
            if (count(text, max) > max) {
                return Optional.of(ErrorCode.TOO_LONG);
            }
            return text.getBytes(StandardCharsets.UTF_8).length > maxBytes
                    ? Optional.of(ErrorCode.TOO_MANY_BYTES)
                    : Optional.empty();
        }

        private int count(String text, int limit) {
            return unit == Unit.CODE_POINTS
                    ? text.codePointCount(0, text.length())
                    : GraphemeClusters.count(text, limit);
        }
    }
}
