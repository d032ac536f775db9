package messaging.openapi;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Names the schemas of list pages after their items, such as {@code UserPage}. Liberty would derive the names of
 * generic types from Java classes, which clients never see and which can change.
 */
final class PageSchemas {
    private static final String GENERATED = "Page";
    private static final String PREFIX = "#/components/schemas/";

    private PageSchemas() {}

    static void in(OpenAPI document) {
        var schemas = new TreeMap<String, Schema>();
        var renamed = new HashMap<String, String>();
        document.getComponents().getSchemas().forEach((name, schema) -> {
            var item = name.startsWith(GENERATED) ? item(schema) : Optional.<String>empty();
            item.ifPresent(itemName -> schema.description("A page of " + itemName + " items"));
            var better = item.map(itemName -> itemName + GENERATED).orElse(name);
            schemas.put(better, schema);
            renamed.put(PREFIX + name, PREFIX + better);
        });
        document.getComponents().setSchemas(schemas);
        Operations.responses(document)
                .filter(response -> response.getContent() != null)
                .flatMap(response -> response.getContent().getMediaTypes().values().stream())
                .map(MediaType::getSchema)
                .filter(schema -> schema != null && schema.getRef() != null)
                .forEach(schema -> schema.setRef(renamed.getOrDefault(schema.getRef(), schema.getRef())));
    }

    private static Optional<String> item(Schema page) {
        return Optional.ofNullable(page.getProperties())
                .map((Map<String, Schema> properties) -> properties.get("results"))
                .map(Schema::getItems)
                .map(Schema::getRef)
                .map(ref -> ref.substring(PREFIX.length()));
    }
}
