package messaging.openapi;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/** Gives the paths of the API the slash at their end back (S-API-1), which Liberty takes away. */
final class CanonicalPaths {
    /** What all paths of the API begin with. */
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
