package messaging.message;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import messaging.json.Characters;

/** The words of a message: 1 to 10,000 characters (code points), of any kind, not trimmed. */
@Documented
@Constraint(validatedBy = {})
@Characters(min = 1, max = Content.MAX)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Content {
    /** Most code points. */
    int MAX = 10_000;

    /**
     * Not used: the composing constraints state the codes.
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
}
