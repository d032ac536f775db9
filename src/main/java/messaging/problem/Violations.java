package messaging.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** Turns Bean Validation's constraint violations into field errors with the names of the JSON body. */
public final class Violations {
    /** Path nodes before the body when a method's parameter was validated: the method and the parameter. */
    public static final int PARAMETER = 2;
    /** Path nodes before the body when the body itself was validated. */
    public static final int BODY = 0;

    private Violations() {}

    /**
     * The faults in a stable order.
     *
     * @param violations what the validator found
     * @param skip how many nodes of the path come before the body: {@link #PARAMETER} or {@link #BODY}
     * @return one error for each violation
     */
    public static List<FieldError> errors(Collection<? extends ConstraintViolation<?>> violations, int skip) {
        return violations.stream()
                .map(violation -> new FieldError(field(violation.getPropertyPath(), skip), violation.getMessage()))
                .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
                .toList();
    }

    /**
     * The name of a record component in JSON.
     *
     * @param component {@code firstName}
     * @return {@code first_name}
     */
    public static String jsonName(String component) {
        return component.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static String field(Path path, int skip) {
        var field = new StringBuilder();
        StreamSupport.stream(path.spliterator(), false).skip(skip).forEach(node -> append(field, node));
        return field.toString();
    }

    private static void append(StringBuilder field, Path.Node node) {
        if (node.getIndex() != null) {
            field.append('[').append(node.getIndex()).append(']');
        }
        if (node.getKind() == ElementKind.PROPERTY) {
            field.append(field.isEmpty() ? "" : ".").append(jsonName(node.getName()));
        }
    }
}
