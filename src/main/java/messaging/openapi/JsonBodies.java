package messaging.openapi;

import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;

/** Names the media type of the bodies, which the resources leave to the reader. */
final class JsonBodies {
    private static final String ANY = "*/*";
    private static final String JSON = "application/json";

    private JsonBodies() {}

    static void in(OpenAPI document) {
        Operations.all(document)
                .map(operation -> operation.getRequestBody())
                .filter(body -> body != null && body.getContent() != null)
                .forEach(JsonBodies::rename);
    }

    private static void rename(RequestBody body) {
        var schema = body.getContent().getMediaType(ANY);
        if (schema != null) {
            body.getContent().removeMediaType(ANY);
            body.getContent().addMediaType(JSON, schema);
        }
    }
}
