package messaging.openapi;

import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Removes the types that Liberty writes beside references to other schemas. They repeat or contradict the referenced
 * schema: beside a choice between an object and null, {@code type: object} would forbid the null.
 */
final class References {
    private References() {}

    static void in(OpenAPI document) {
        document.getComponents().getSchemas().values().stream()
                .map(Schema::getProperties)
                .filter(Objects::nonNull)
                .flatMap(properties -> properties.values().stream())
                .flatMap(property -> Stream.of(property, property.getItems()))
                .filter(schema -> schema != null && isReference(schema))
                .forEach(schema -> schema.type(null).examples(null));
    }

    private static boolean isReference(Schema schema) {
        return schema.getRef() != null || schema.getAnyOf() != null;
    }
}
