package messaging.openapi;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/** Restores the slash at the end of the API's paths (S-API-1), which Liberty removes. */
final class CanonicalPaths {
    /** Prefix of all API paths. */
    static final String API = "/api/";

    private CanonicalPaths() {}

    static void in(OpenAPI document) {
        var canonical = OASFactory.createPaths();
        document.getPaths().getPathItems().forEach((path, item) -> canonical.addPathItem(canonical(path), item));
        document.setPaths(canonical);
    }

    private static String canonical(String path) {
        return path.startsWith(API) && !path.endsWith("/") ? path + "/" : path;
    }
}
