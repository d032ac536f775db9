package messaging.openapi;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Says what the parameters of many operations mean: {@code messages/{id}/} holds the id of a message. */
final class ParameterTexts {
    /** Name of the header with a condition on the revision. */
    static final String IF_MATCH = "If-Match";

    private static final Map<String, String> TEXTS = Map.of(
            IF_MATCH,
            "Refuses the change unless the resource still has one of these revisions",
            "Idempotency-Key",
            "Marks the call, so that it can be repeated within a minute when the answer was lost",
            "User-Agent",
            "What the session is called in the list of sessions, unless the body says",
            "messaging-refresh",
            "The refresh token");

    private ParameterTexts() {}

    static void in(OpenAPI document) {
        document.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations()
                        .values()
                        .forEach(operation -> of(operation).forEach(parameter -> describe(parameter, path))));
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
            parameter.getSchema().addExample(1);
        }
    }

    private static boolean isNumber(Parameter parameter) {
        return parameter.getSchema().getType().contains(Schema.SchemaType.INTEGER);
    }
}
