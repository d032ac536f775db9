package messaging.openapi;

import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;

/**
 * Adds the answers that follow from an operation's form: one with a body can be sent too large a body, one for signed-in
 * callers can be called without a token. Where the annotations say more about a status, theirs stays.
 */
final class SharedAnswers {
    private static final String HEALTH = CanonicalPaths.API + "v1/health/";

    private SharedAnswers() {}

    static void in(OpenAPI document) {
        document.getPaths().getPathItems().forEach((path, item) -> {
            if (path.startsWith(CanonicalPaths.API)) {
                item.getOperations().values().forEach(operation -> complete(path, operation));
            }
        });
    }

    private static void complete(String path, Operation operation) {
        // Whatever the rest of the request, a host name may be wrong; only health answers for every name.
        if (!path.equals(HEALTH)) {
            add(operation, "400", "BadRequest");
        }
        // Null for the document's rule; empty where the operation is public.
        if (operation.getSecurity() == null) {
            add(operation, "401", "Unauthorized");
        }
        if (path.contains("{")) {
            add(operation, "404", "NotFound");
        }
        add(operation, "406", "NotAcceptable");
        if (takesCondition(operation)) {
            add(operation, "412", "PreconditionFailed");
        }
        if (operation.getRequestBody() != null) {
            add(operation, "413", "ContentTooLarge");
            add(operation, "415", "UnsupportedMediaType");
        }
        add(operation, "500", "InternalServerError");
        add(operation, "503", "ServiceUnavailable");
        operation
                .getResponses()
                .setAPIResponses(new TreeMap<>(operation.getResponses().getAPIResponses()));
    }

    private static void add(Operation operation, String status, String name) {
        if (!operation.getResponses().hasAPIResponse(status)) {
            operation
                    .getResponses()
                    .addAPIResponse(status, OASFactory.createAPIResponse().ref(name));
        }
    }

    private static boolean takesCondition(Operation operation) {
        return ParameterTexts.of(operation).stream()
                .anyMatch(parameter -> ParameterTexts.IF_MATCH.equals(parameter.getName()));
    }
}
