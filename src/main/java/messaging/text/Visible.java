package messaging.text;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Requires at least one visible character (S-TEXT-3). */
@Documented
@Constraint(validatedBy = Visible.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.METHOD, ElementType.ANNOTATION_TYPE
})
@Retention(RetentionPolicy.RUNTIME)
public @interface Visible {
    /**
     * Returns whether an empty text is accepted.
     *
     * @return true if an empty text means a missing one
     */
    boolean orEmpty() default false;

    /**
     * Returns the error code of a violation.
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
    class Validator implements ConstraintValidator<Visible, String> {
        private boolean orEmpty;

        @Override
        public void initialize(Visible constraint) {
            orEmpty = constraint.orEmpty();
        }

        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            return text == null || orEmpty && text.isEmpty() || VisibleText.hasVisibleCharacter(text);
        }
    }
}
