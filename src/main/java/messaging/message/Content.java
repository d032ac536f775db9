package messaging.message;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The words of a message: 1 to 10,000 characters (code points), of any kind, not trimmed. */
@Documented
@Constraint(validatedBy = Content.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Content {
    /** Most code points. */
    int MAX = 10_000;

    /**
     * What is wrong.
     *
     * @return the message
     */
    String message() default "must be 1 to 10000 characters long";

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

    /** Counts code points, so that an emoji is one character; null is left to {@code @NotNull}. */
    class Validator implements ConstraintValidator<Content, String> {
        @Override
        public boolean isValid(String content, ConstraintValidatorContext context) {
            return content == null || !content.isEmpty() && content.codePointCount(0, content.length()) <= MAX;
        }
    }
}
