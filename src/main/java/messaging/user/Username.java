package messaging.user;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import messaging.json.TextLength;
import messaging.problem.ValueFormat;

/** A username: 1 to 150 letters and digits of any script, and {@code @ . + - _}. */
@Documented
@Constraint(validatedBy = {})
@Pattern(regexp = Username.PATTERN)
@TextLength(min = 1, max = Username.MAX_LENGTH, unit = TextLength.Unit.CODE_POINTS)
@ReportAsSingleViolation
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Username {
    /** The allowed characters. */
    String PATTERN = "[\\p{L}\\p{M}\\p{N}@.+_-]+";

    /**
     * An approximation for the OpenAPI document: some regular expression engines do not support {@code \p{L}}, so this only
     * excludes white space and the ASCII characters that are not allowed.
     */
    String PORTABLE_PATTERN = "^[^\\s!-*,/:-?\\[-^`{-~]+$";

    /** Maximum length in characters (code points). */
    int MAX_LENGTH = 150;

    /**
     * Error code of a violation.
     *
     * @return {@code invalid_format}
     */
    String message() default "invalid_format";

    /**
     * Parameter of the error code.
     *
     * @return the format
     */
    ValueFormat format() default ValueFormat.USERNAME;

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
