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
 * Requires valid content of a message: up to 10,000 characters as users perceive them, at least one of them visible. The
 * content is not trimmed.
 */
@Documented
@TextLength(max = MessageContent.MAX, maxBytes = MessageContent.MAX_BYTES)
@Constraint(validatedBy = MessageContent.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface MessageContent {
    /** Maximum number of grapheme clusters. */
    int MAX = 10_000;

    /** Maximum number of bytes in UTF-8, which is the size of the database column. */
    int MAX_BYTES = 65_535;

    /**
     * Returns the error code of a text without a visible character.
     *
     * @return {@code blank}
     */
    String message() default "blank";

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

    /** Accepts null, which {@code @NotNull} rejects. */
    class Validator implements ConstraintValidator<MessageContent, String> {
        @Override
        public boolean isValid(String content, ConstraintValidatorContext context) {
            return content == null || VisibleText.hasVisibleCharacter(content);
        }
    }
}
