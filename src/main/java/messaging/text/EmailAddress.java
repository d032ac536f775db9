package messaging.text;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Email;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import messaging.problem.ValueFormat;

/** Requires an email address with a valid IDNA 2008 domain and without invisible characters (S-TEXT-5). */
@Documented
@Constraint(validatedBy = EmailAddress.Validator.class)
@Email
@ReportAsSingleViolation
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.METHOD, ElementType.ANNOTATION_TYPE
})
@Retention(RetentionPolicy.RUNTIME)
public @interface EmailAddress {
    /**
     * Returns the error code of a violation.
     *
     * @return {@code invalid_format}
     */
    String message() default "invalid_format";

    /**
     * Returns the parameter of the error code.
     *
     * @return the format
     */
    ValueFormat format() default ValueFormat.EMAIL;

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
    class Validator implements ConstraintValidator<EmailAddress, String> {
        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            return text == null || EmailAddresses.canonical(text).isPresent();
        }
    }
}
