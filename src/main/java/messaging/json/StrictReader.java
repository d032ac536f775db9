package messaging.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import messaging.problem.JsonType;
import messaging.problem.Violations;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Reads a body into a record, component by component, so that every field of a wrong type is reported, not only the
 * first.
 *
 * @param <R> the record
 */
final class StrictReader<R> {
    // Every item can be faulty, and every fault uses memory. All lists of this API are shorter.
    private static final int MAX_ITEMS = 10_000;
    private static final Range RANGE_OF_LONG = new Range(Long.MIN_VALUE, Long.MAX_VALUE);
    private static final Range RANGE_OF_INT = new Range(Integer.MIN_VALUE, Integer.MAX_VALUE);

    // Cached, because reflection returns new objects at every call.
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private final Class<R> type;
    private final Shape shape;

    StrictReader(Class<R> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type + " is not a record");
        }
        this.type = type;
        this.shape = SHAPES.get(type);
    }

    /** A field of a body. */
    private record Field(String name, JavaType type, boolean isChange, boolean acceptsNull) {
        static Field of(RecordComponent component) {
            var declared = Json.MAPPER.constructType(component.getGenericType());
            var isChange = declared.hasRawClass(Change.class);
            return new Field(
                    Violations.jsonName(component.getName()),
                    isChange ? declared.getBindings().getBoundType(0) : declared,
                    isChange,
                    isNullable(component) || isRequired(component));
        }
    }

    /** The record that a body is read into. */
    private record Shape(Constructor<?> constructor, List<Field> fields) {
        static Shape of(Class<?> type) {
            var components = type.getRecordComponents();
            try {
                return new Shape(
                        type.getDeclaredConstructor(Arrays.stream(components)
                                .map(RecordComponent::getType)
                                .toArray(Class<?>[]::new)),
                        Arrays.stream(components).map(Field::of).toList());
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(type + " has no accessible canonical constructor", e);
            }
        }
    }

    /** The values that were read, and the faults of those that could not be read. */
    record Result<R>(R body, List<FieldError> faults) {}

    Result<R> read(byte[] bytes) {
        var node = parse(decode(bytes));
        if (!node.isObject()) {
            throw new InvalidInput(FieldError.type("", JsonType.OBJECT));
        }
        var faults = new ArrayList<FieldError>();
        var values = shape.fields().stream()
                .map(field -> read(field, node.get(field.name()), faults))
                .toArray();
        return new Result<>(construct(values), List.copyOf(faults));
    }

    // The decoder rejects invalid UTF-8, some of which JSON parsers accept.
    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw MalformedBody.notUtf8();
        }
    }

    private static JsonNode parse(String text) {
        if (text.isBlank()) {
            throw MalformedBody.empty();
        }
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            var location = e.getLocation();
            var where = location == null
                    ? ""
                    : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
            throw e instanceof StreamConstraintsException
                    ? MalformedBody.beyondLimit(where)
                    : MalformedBody.notJson(where);
        }
    }

    private static Object read(Field field, JsonNode node, List<FieldError> faults) {
        if (node != null && node.isNull() && !field.acceptsNull()) {
            faults.add(FieldError.of(field.name(), ErrorCode.NULL_NOT_ALLOWED));
        }
        if (!field.isChange()) {
            return convert(field.type(), field.name(), node, faults);
        }
        return node == null ? Change.absent() : Change.to(convert(field.type(), field.name(), node, faults));
    }

    // Taken from the OpenAPI annotations, so that the two cannot differ.
    private static boolean isNullable(RecordComponent component) {
        var schema = component.getAccessor().getAnnotation(Schema.class);
        return schema != null && schema.nullable();
    }

    // Validation reports these, missing as well as null.
    private static boolean isRequired(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(NotNull.class)
                || component.getAnnotatedType().isAnnotationPresent(NotNull.class);
    }

    private static Object convert(JavaType type, String name, JsonNode node, List<FieldError> faults) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (type.isCollectionLikeType() && node.isArray()) {
            if (node.size() > MAX_ITEMS) {
                faults.add(FieldError.of(name, ErrorCode.TOO_MANY_ITEMS, Map.of(FieldError.MAX, MAX_ITEMS)));
                return null;
            }
            return items(type.getContentType(), name, node, faults);
        }
        if (type.isEnumType()) {
            return constant(type, name, node, faults);
        }
        try {
            Object value = type.hasRawClass(String.class) && node.isTextual()
                    ? node.textValue()
                    : Json.MAPPER.readerFor(type).readValue(node);
            if (value instanceof String text && !isStorable(text)) {
                faults.add(FieldError.of(name, ErrorCode.INVALID_UNICODE));
                return null;
            }
            return value;
        } catch (IOException e) {
            faults.add(fault(name, type, node));
            return null;
        }
    }

    // An exact comparison: Jackson would strip white space from the text.
    private static Object constant(JavaType type, String name, JsonNode node, List<FieldError> faults) {
        var found = Arrays.stream(type.getRawClass().getEnumConstants())
                .filter(constant -> node.isTextual() && constant.toString().equals(node.textValue()))
                .findFirst();
        if (found.isEmpty()) {
            faults.add(fault(name, type, node));
        }
        return found.orElse(null);
    }

    private static List<Object> items(JavaType type, String name, JsonNode node, List<FieldError> faults) {
        var items = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            items.add(convert(type, name + "[" + i + "]", node.get(i), faults));
        }
        return items;
    }

    private static FieldError fault(String name, JavaType type, JsonNode node) {
        if (type.isEnumType()) {
            return FieldError.choice(
                    name,
                    Arrays.stream(type.getRawClass().getEnumConstants())
                            .map(Object::toString)
                            .toList());
        }
        var range = type.hasRawClass(Long.class) ? RANGE_OF_LONG : RANGE_OF_INT;
        return jsonType(type) == JsonType.INTEGER && node.isIntegralNumber()
                ? range.fault(name, node.bigIntegerValue().signum() < 0)
                : FieldError.type(name, jsonType(type));
    }

    private static JsonType jsonType(JavaType type) {
        if (type.isCollectionLikeType()) {
            return JsonType.ARRAY;
        }
        if (type.hasRawClass(String.class) || type.isEnumType()) {
            return JsonType.STRING;
        }
        if (type.hasRawClass(Boolean.class)) {
            return JsonType.BOOLEAN;
        }
        return type.hasRawClass(Long.class) || type.hasRawClass(Integer.class) ? JsonType.INTEGER : JsonType.OBJECT;
    }

    /** The ranges of Java's integer types. */
    private record Range(long min, long max) {
        FieldError fault(String name, boolean isTooSmall) {
            return isTooSmall
                    ? FieldError.of(name, ErrorCode.TOO_SMALL, Map.of(FieldError.MIN, min))
                    : FieldError.of(name, ErrorCode.TOO_LARGE, Map.of(FieldError.MAX, max));
        }
    }

    /** Returns whether text contains no NUL and can be written as UTF-8 and read back unchanged. */
    static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            var unit = text.charAt(i);
            if (unit == 0) {
                return false;
            }
            if (Character.isSurrogate(unit)) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(unit, text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private R construct(Object[] values) {
        try {
            return type.cast(shape.constructor().newInstance(values));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(type + " rejects values before validation", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has no accessible canonical constructor", e);
        }
    }
}
