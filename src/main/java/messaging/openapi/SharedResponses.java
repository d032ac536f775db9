package messaging.openapi;

import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;

/**
 * Adds the responses that follow from the form of an operation: 413 for one with a body, 401 for one that requires a
 * token, 304 for a conditional GET. Statuses that the annotations describe are left unchanged.
 */
final class SharedResponses {
    private static final String JSON = "application/json";
    private static final String TAG = "ETag";
    private static final String HEALTH = CanonicalPaths.API + "v1/health/";

    private SharedResponses() {}

    static void in(OpenAPI document) {
        document.getPaths().getPathItems().forEach((path, item) -> {
            if (path.startsWith(CanonicalPaths.API)) {
                item.getOperations().values().forEach(operation -> complete(path, operation));
                Optional.ofNullable(item.getGET()).ifPresent(SharedResponses::addEntityTag);
            }
        });
    }

    // A revision is for If-Match only; see EntityTagFilter.
    private static void addEntityTag(Operation operation) {
        var good = operation.getResponses().getAPIResponse("200");
        if (good == null
                || good.getContent() == null
                || !good.getContent().hasMediaType(JSON)
                || good.getHeaders() != null && good.getHeaders().containsKey(TAG)) {
            return;
        }
        good.addHeader(TAG, OASFactory.createHeader().ref(TAG));
        add(operation, "304", "NotModified");
        sort(operation);
    }

    private static void complete(String path, Operation operation) {
        // Any request can have an unknown host name; only health accepts every name.
        if (!path.equals(HEALTH)) {
            add(operation, "400", "BadRequest");
        }
        // Null inherits the document's rule; an empty list makes the operation public.
        if (operation.getSecurity() == null) {
            add(operation, "401", "Unauthorized");
        }
        if (path.contains("{")) {
            add(operation, "404", "NotFound");
        }
        add(operation, "406", "NotAcceptable");
        if (acceptsCondition(operation)) {
            add(operation, "412", "PreconditionFailed");
        }
        if (operation.getRequestBody() != null) {
            add(operation, "413", "ContentTooLarge");
            add(operation, "415", "UnsupportedMediaType");
        }
        add(operation, "500", "InternalServerError");
        add(operation, "503", "ServiceUnavailable");
        sort(operation);
    }

    private static void sort(Operation operation) {
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

    private static boolean acceptsCondition(Operation operation) {
        return ParameterDescriptions.of(operation).stream()
                .anyMatch(parameter -> ParameterDescriptions.IF_MATCH.equals(parameter.getName()));
    }
}
