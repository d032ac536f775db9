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
 * The length of a text in characters as users count them: grapheme clusters, so a letter with accents, a flag and an emoji
 * of several people are one each. The bytes in UTF-8 are limited as well, because one character can be of any length.
 *
 * <p>Every text of {@code max} code points is accepted, so {@code maxLength} in the OpenAPI document, which counts code
 * points, never allows what is refused here.
 */
@Documented
@Constraint(validatedBy = TextLength.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.METHOD, ElementType.ANNOTATION_TYPE
})
@Retention(RetentionPolicy.RUNTIME)
public @interface TextLength {
    /** What is counted. */
    enum Unit {
        /** What users see as one character: for text that they write. */
        GRAPHEME_CLUSTERS,
        /** For identifiers. */
        CODE_POINTS
    }

    /**
     * Minimum number of characters.
     *
     * @return 0 or more
     */
    int min() default 0;

    /**
     * Maximum number of characters.
     *
     * @return 1 or more
     */
    int max();

    /**
     * Maximum number of bytes in UTF-8: at least four for each character, and no more than the database's column holds.
     *
     * @return the number, which only code points may do without
     */
    int maxBytes() default Integer.MAX_VALUE;

    /**
     * What {@link #min} and {@link #max} count.
     *
     * @return the unit
     */
    Unit unit() default Unit.GRAPHEME_CLUSTERS;

    /**
     * Replaced by {@code too_short}, {@code too_long} or {@code too_many_bytes}.
     *
     * @return an error code
     */
    String message() default "invalid";

    /**
     * Validation groups.
     *
     * @return the groups
     */
    Class<?>[] groups() default {};

    /**
     * Payload of the constraint.
     *
     * @return the payload
     */
    Class<? extends Payload>[] payload() default {};

    /** Checks the length; null is left to {@code @NotNull}. */
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
                throw new IllegalArgumentException("Grapheme clusters can be of any length: state maxBytes");
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
            // A text with no more code units than that has neither too many characters nor too many bytes.
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
