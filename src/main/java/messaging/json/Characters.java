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
import java.util.Optional;
import messaging.problem.ErrorCode;

/**
 * The length of a text in characters (code points), as people, JSON Schema and the database count: an emoji is one. Bean
 * Validation's own {@code @Size} counts two for each beyond the basic plane.
 */
@Documented
@Constraint(validatedBy = Characters.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.METHOD, ElementType.ANNOTATION_TYPE
})
@Retention(RetentionPolicy.RUNTIME)
public @interface Characters {
    /**
     * Fewest characters.
     *
     * @return 0 or more
     */
    int min() default 0;

    /**
     * Most characters.
     *
     * @return 1 or more
     */
    int max();

    /**
     * Replaced by {@code too_short} or {@code too_long}.
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

    /** Counts code points; null is left to {@code @NotNull}. */
    class Validator implements ConstraintValidator<Characters, String> {
        private int min;
        private int max;

        @Override
        public void initialize(Characters constraint) {
            min = constraint.min();
            max = constraint.max();
        }

        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            var fault = text == null ? Optional.<ErrorCode>empty() : fault(text, min, max);
            fault.ifPresent(code -> {
                context.disableDefaultConstraintViolation();
                context.buildConstraintViolationWithTemplate(code.toString()).addConstraintViolation();
            });
            return fault.isEmpty();
        }

        static Optional<ErrorCode> fault(String text, int min, int max) {
            var length = text.codePointCount(0, text.length());
            if (length < min) {
                return Optional.of(ErrorCode.TOO_SHORT);
            }
            return length > max ? Optional.of(ErrorCode.TOO_LONG) : Optional.empty();
        }
    }
}
