package messaging.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Maps Bean Validation's constraint violations to field errors with JSON field names and stable codes. The interpolated
 * messages, which follow the language of the request, are never used: a constraint of the project has an {@link
 * ErrorCode} as its message, and the code's parameters as attributes.
 */
public final class Violations {
    /** Number of path nodes before the body if a method's parameter was validated: the method and the parameter. */
    public static final int PARAMETER = 2;
    /** Number of path nodes before the body if the body itself was validated. */
    public static final int BODY = 0;

    private Violations() {}

    /**
     * Returns one error per violation, in a stable order.
     *
     * @param violations the violations
     * @param skip number of path nodes before the body: {@link #PARAMETER} or {@link #BODY}
     * @return one error per violation
     */
    public static List<FieldError> errors(Collection<? extends ConstraintViolation<?>> violations, int skip) {
        return violations.stream()
                .map(violation -> error(field(violation.getPropertyPath(), skip), violation))
                .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
                .toList();
    }

    /**
     * Returns the JSON name of a record component.
     *
     * @param component such as {@code firstName}
     * @return such as {@code first_name}
     */
    public static String jsonName(String component) {
        return component.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static FieldError error(String field, ConstraintViolation<?> violation) {
        var descriptor = violation.getConstraintDescriptor();
        return ErrorCode.find(violation.getMessageTemplate())
                .map(code -> FieldError.of(field, code, parameters(code, descriptor.getAttributes())))
                .or(() -> standard(field, descriptor.getAnnotation(), violation))
                .orElseGet(() -> FieldError.of(field, ErrorCode.INVALID));
    }

    private static Map<String, Object> parameters(ErrorCode code, Map<String, Object> attributes) {
        return code.parameters().stream()
                .collect(Collectors.toMap(name -> name, name -> attributes.get(attribute(name))));
    }

    private static String attribute(String parameter) {
        return parameter.equals(FieldError.MAX_BYTES) ? "maxBytes" : parameter;
    }

    private static Optional<FieldError> standard(
            String field, Annotation constraint, ConstraintViolation<?> violation) {
        if (constraint instanceof NotNull) {
            return Optional.of(
                    FieldError.of(field, isElement(violation) ? ErrorCode.NULL_NOT_ALLOWED : ErrorCode.REQUIRED));
        }
        if (constraint instanceof Email) {
            return Optional.of(FieldError.format(field, ValueFormat.EMAIL));
        }
        if (constraint instanceof Size size) {
            return Optional.of(size(field, size, violation.getInvalidValue()));
        }
        return lowest(constraint).map(min -> FieldError.of(field, ErrorCode.TOO_SMALL, Map.of(FieldError.MIN, min)));
    }

    private static Optional<Long> lowest(Annotation constraint) {
        if (constraint instanceof Positive) {
            return Optional.of(1L);
        }
        return constraint instanceof PositiveOrZero ? Optional.of(0L) : Optional.empty();
    }

    private static FieldError size(String field, Size size, Object value) {
        if (value instanceof CharSequence text) {
            return text.length() < size.min()
                    ? FieldError.of(field, ErrorCode.TOO_SHORT, Map.of(FieldError.MIN, size.min()))
                    : FieldError.of(field, ErrorCode.TOO_LONG, Map.of(FieldError.MAX, size.max()));
        }
        var isShort = (value instanceof Map<?, ?> map ? map.size() : ((Collection<?>) value).size()) < size.min();
        return isShort
                ? FieldError.of(field, ErrorCode.TOO_FEW_ITEMS, Map.of(FieldError.MIN, size.min()))
                : FieldError.of(field, ErrorCode.TOO_MANY_ITEMS, Map.of(FieldError.MAX, size.max()));
    }

    // A constraint on the component also reports a missing field; one on a type argument, as in List<@NotNull Long>,
    // only a null that the client sent.
    private static boolean isElement(ConstraintViolation<?> violation) {
        var last = StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .reduce((earlier, later) -> later)
                .orElseThrow();
        var bean = violation.getLeafBean();
        if (last.getKind() != ElementKind.PROPERTY
                || bean == null
                || !bean.getClass().isRecord()) {
            return last.getKind() == ElementKind.CONTAINER_ELEMENT;
        }
        return List.of(bean.getClass().getRecordComponents()).stream()
                .filter(component -> component.getName().equals(last.getName()))
                .noneMatch(component -> component.getAccessor().isAnnotationPresent(NotNull.class)
                        || component.getAnnotatedType().isAnnotationPresent(NotNull.class));
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
