package messaging.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import messaging.problem.Violations;

/**
 * Reads a body into a record, component by component, so that every field of a wrong type is reported and not only the
 * first.
 *
 * @param <R> the record
 */
final class StrictReader<R> {
    // Each item may be at fault, and each fault takes memory: no list here is as long as this.
    private static final int MAX_ITEMS = 10_000;

    private final Class<R> type;

    StrictReader(Class<R> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type + " is no record");
        }
        this.type = type;
    }

    /** What was read, as far as it could be, and what could not. */
    record Result<R>(R body, List<FieldError> faults) {}

    Result<R> read(byte[] bytes) {
        var node = parse(decode(bytes));
        if (!node.isObject()) {
            throw new InvalidInput("", "must be a JSON object");
        }
        var faults = new ArrayList<FieldError>();
        var components = type.getRecordComponents();
        var values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            var name = Violations.jsonName(components[i].getName());
            values[i] = read(components[i], name, node.get(name), faults);
        }
        return new Result<>(construct(components, values), List.copyOf(faults));
    }

    // The decoder refuses what is no UTF-8, where JSON parsers let some of it pass.
    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedBody("The body is not valid UTF-8.");
        }
    }

    private static JsonNode parse(String text) {
        if (text.isBlank()) {
            throw new MalformedBody("The body is empty; a JSON object was expected.");
        }
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            var location = e.getLocation();
            throw new MalformedBody(
                    location == null
                            ? "The body is not well-formed JSON."
                            : "The body is not well-formed JSON: line " + location.getLineNr() + ", column "
                                    + location.getColumnNr() + ".");
        }
    }

    private static Object read(RecordComponent component, String name, JsonNode node, List<FieldError> faults) {
        var declared = Json.MAPPER.constructType(component.getGenericType());
        if (!declared.hasRawClass(Change.class)) {
            return convert(declared, name, node, faults);
        }
        return node == null
                ? Change.absent()
                : Change.to(convert(declared.getBindings().getBoundType(0), name, node, faults));
    }

    private static Object convert(JavaType type, String name, JsonNode node, List<FieldError> faults) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (type.isCollectionLikeType() && node.isArray()) {
            if (node.size() > MAX_ITEMS) {
                faults.add(new FieldError(name, "must have at most " + MAX_ITEMS + " items"));
                return null;
            }
            return items(type.getContentType(), name, node, faults);
        }
        try {
            Object value = Json.MAPPER.readerFor(type).readValue(node);
            if (value instanceof String text && !isStorable(text)) {
                faults.add(new FieldError(name, "must not contain NUL characters or unpaired surrogates"));
                return null;
            }
            return value;
        } catch (IOException e) {
            faults.add(new FieldError(name, "must be " + describe(type)));
            return null;
        }
    }

    private static List<Object> items(JavaType type, String name, JsonNode node, List<FieldError> faults) {
        var items = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            items.add(convert(type, name + "[" + i + "]", node.get(i), faults));
        }
        return items;
    }

    private static String describe(JavaType type) {
        if (type.isCollectionLikeType()) {
            return "a list, each item " + describe(type.getContentType());
        }
        if (type.hasRawClass(String.class)) {
            return "a string";
        }
        if (type.hasRawClass(Boolean.class)) {
            return "true or false";
        }
        if (type.isEnumType()) {
            return "one of " + Arrays.toString(type.getRawClass().getEnumConstants());
        }
        return type.hasRawClass(Long.class) || type.hasRawClass(Integer.class)
                ? "an integer of at most " + (type.hasRawClass(Long.class) ? 64 : 32) + " bits"
                : "an object";
    }

    /** Whether text can be written as UTF-8 and read back the same, and holds no NUL. */
    static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private R construct(RecordComponent[] components, Object[] values) {
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(type + " refuses values before validation", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has no accessible canonical constructor", e);
        }
    }
}
