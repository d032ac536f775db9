package messaging.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Describes the message of an event as one object: fields that a message and a deleted message share are required, all
 * others optional. Several client generators do not support a choice between two schemas.
 */
final class EventMessages {
    private static final String MESSAGE = "Message";
    private static final String DELETED = "Tombstone";
    private static final String NAME = "EventMessage";

    private EventMessages() {}

    static void in(OpenAPI document) {
        var schemas = new LinkedHashMap<>(document.getComponents().getSchemas());
        var message = schemas.get(MESSAGE);
        var deleted = schemas.remove(DELETED);
        schemas.put(NAME, merged(message, deleted));
        document.getComponents().setSchemas(schemas);
    }

    private static Schema merged(Schema message, Schema deleted) {
        var properties = new LinkedHashMap<>(message.getProperties());
        deleted.getProperties().forEach(properties::putIfAbsent);
        var shared = new ArrayList<>(message.getRequired());
        shared.retainAll(deleted.getRequired());
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("A message, as in Message; after message.deleted only the required fields,"
                        + " deleted_at and deleted_by")
                .properties(properties)
                .required(shared);
    }
}
