package messaging.openapi;

import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Iterates over the operations of a document. */
final class Operations {
    private Operations() {}

    static Stream<Operation> all(OpenAPI document) {
        return document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream());
    }

    static Stream<APIResponse> responses(OpenAPI document) {
        return all(document).flatMap(operation -> operation.getResponses().getAPIResponses().values().stream());
    }
}
