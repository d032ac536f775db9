package messaging.openapi;

import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/**
 * Completes the document that Liberty generates from the annotations. Registered in {@code
 * microprofile-config.properties}.
 */
public class DocumentFilter implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI document) {
        CanonicalPaths.in(document);
        PageSchemas.in(document);
        References.in(document);
        EventMessages.in(document);
        ParameterDescriptions.in(document);
        SharedResponses.in(document);
        ProblemResponses.in(document);
    }
}
