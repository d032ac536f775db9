package messaging.openapi;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Describes parameters that many operations share: {@code messages/{id}/} has the ID of a message. */
final class ParameterDescriptions {
    /** Name of the header with a condition on the revision. */
    static final String IF_MATCH = "If-Match";

    private static final Map<String, String> TEXTS = Map.of(
            IF_MATCH,
            "Rejects the change unless the resource still has one of these revisions",
            "Idempotency-Key",
            "Idempotency key, with which the request can be retried within a minute if the response is lost",
            "messaging-refresh",
            "The refresh token");

    /** IDs in the test data, by collection, with which the prefilled requests of the interactive page work. */
    private static final Map<String, Integer> EXAMPLES =
            Map.of("conversation", 1, "message", 1, "participant", 1, "session", 1, "user", 3);

    private ParameterDescriptions() {}

    static void in(OpenAPI document) {
        document.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations().values().forEach(operation -> {
                    mergeOverrides(operation);
                    of(operation).forEach(parameter -> describe(parameter, path));
                }));
    }

    /**
     * If a parameter is also a field of a bean, Liberty writes both, and the field last; this keeps the annotation on
     * the method.
     */
    private static void mergeOverrides(Operation operation) {
        var unique = new LinkedHashMap<String, Parameter>();
        of(operation).forEach(parameter -> unique.put(parameter.getIn() + " " + parameter.getName(), parameter));
        if (!unique.isEmpty()) {
            operation.setParameters(List.copyOf(unique.values()));
        }
    }

    static List<Parameter> of(Operation operation) {
        return Objects.requireNonNullElse(operation.getParameters(), List.of());
    }

    private static void describe(Parameter parameter, String path) {
        if (TEXTS.containsKey(parameter.getName()) && parameter.getDescription() == null) {
            parameter.setDescription(TEXTS.get(parameter.getName()));
        }
        var collection =
                Pattern.compile("(\\w+)s/\\{" + parameter.getName() + "}").matcher(path);
        if (parameter.getIn() == Parameter.In.PATH && isNumber(parameter) && collection.find()) {
            parameter.setDescription("Id of the " + collection.group(1));
            parameter.getSchema().setMinimum(BigDecimal.ONE);
            if (parameter.getExample() == null) {
                parameter.setExample(EXAMPLES.get(collection.group(1)));
            }
        }
    }

    private static boolean isNumber(Parameter parameter) {
        return parameter.getSchema().getType().contains(Schema.SchemaType.INTEGER);
    }
}
