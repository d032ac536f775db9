package messaging.openapi;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Says whose id stands in a path: {@code messages/{id}/} holds the id of a message. */
final class PathIds {
    private PathIds() {}

    static void in(OpenAPI document) {
        document.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations()
                        .values()
                        .forEach(operation -> parameters(operation).stream()
                                .filter(parameter -> parameter.getIn() == Parameter.In.PATH)
                                .forEach(parameter -> describe(parameter, path))));
    }

    static List<Parameter> parameters(Operation operation) {
        return Objects.requireNonNullElse(operation.getParameters(), List.of());
    }

    private static void describe(Parameter parameter, String path) {
        var collection =
                Pattern.compile("(\\w+)s/\\{" + parameter.getName() + "}").matcher(path);
        if (collection.find()) {
            parameter.setDescription("Id of the " + collection.group(1));
            parameter.getSchema().setMinimum(BigDecimal.ONE);
            parameter.getSchema().addExample(1);
        }
    }
}
