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
     * What is wrong.
     *
     * @return the message
     */
    String message() default "must be {min} to {max} characters long";

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
            if (text == null) {
                return true;
            }
            var length = text.codePointCount(0, text.length());
            return length >= min && length <= max;
        }
    }
}
