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
import messaging.json.TextLength;
import messaging.text.VisibleText;

/**
 * The content of a message: up to 10,000 characters as users count them, of any kind and not trimmed, at least one of them
 * visible.
 */
@Documented
@TextLength(max = MessageContent.MAX, maxBytes = MessageContent.MAX_BYTES)
@Constraint(validatedBy = MessageContent.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface MessageContent {
    /** Maximum number of grapheme clusters. */
    int MAX = 10_000;

    /** Maximum number of bytes in UTF-8, and of code points with it: what the database's column holds. */
    int MAX_BYTES = 65_535;

    /**
     * States that a text is empty or shows nothing.
     *
     * @return an error code
     */
    String message() default "blank";

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

    /** Looks for a visible character; null is left to {@code @NotNull}. */
    class Validator implements ConstraintValidator<MessageContent, String> {
        @Override
        public boolean isValid(String content, ConstraintValidatorContext context) {
            return content == null || VisibleText.hasVisibleCharacter(content);
        }
    }
}
