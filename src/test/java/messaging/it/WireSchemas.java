package messaging.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Validates JSON against the schemas of the OpenAPI document of the stage's server. A field that a schema does not name is
 * an error here, although clients must ignore it.
 */
public final class WireSchemas {
    private static final ObjectNode DOCUMENT = document();
    private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

    private WireSchemas() {}

    /** Fails unless the value is valid by the component schema of this name. */
    public static void check(String schema, JsonNode value) {
        var errors = errors(schema, value);
        if (!errors.isEmpty()) {
            throw new AssertionError(
                    "Not a valid " + schema + ": " + value + "\n" + errors(mapped(schema, value), value));
        }
    }

    /** Whether the value is valid by the component schema of this name. */
    public static boolean isValid(String schema, JsonNode value) {
        return errors(schema, value).isEmpty();
    }

    private static Set<?> errors(String schema, JsonNode value) {
        return SCHEMAS.computeIfAbsent(schema, WireSchemas::read).validate(value);
    }

    /** The schema that the discriminator of another one names for a value, whose errors say more than "none of them". */
    private static String mapped(String schema, JsonNode value) {
        var discriminator = DOCUMENT.at("/components/schemas/" + schema + "/discriminator");
        var mapped = discriminator
                .path("mapping")
                .path(value.path(discriminator.path("propertyName").asText()).asText())
                .asText();
        return mapped.isEmpty() ? schema : mapped.substring(mapped.lastIndexOf('/') + 1);
    }

    private static JsonSchema read(String name) {
        var document = DOCUMENT.deepCopy();
        if (document.at("/components/schemas").path(name).isMissingNode()) {
            throw new AssertionError("The document has no schema " + name);
        }
        document.put("$ref", "#/components/schemas/" + name);
        var config = SchemaValidatorsConfig.builder()
                .formatAssertionsEnabled(true)
                .discriminatorKeywordEnabled(false)
                .build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(document, config);
    }

    private static ObjectNode document() {
        var document = (ObjectNode)
                ApiRequest.to("GET", "openapi?format=json").send().expect(200).json();
        document.at("/components/schemas").forEach(WireSchemas::close);
        return document;
    }

    private static void close(JsonNode schema) {
        if (schema.has("properties") && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
    }
}
