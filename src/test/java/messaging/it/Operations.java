package messaging.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The API's operations as {@code /openapi} lists them, so that tests of all operations include new ones. */
public final class Operations {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final String ROOT = "/api/v1/";
    private static final Pattern PARAMETER = Pattern.compile("([a-z-]+)/\\{\\w+}");

    private Operations() {}

    /**
     * One method of one address.
     *
     * @param method in upper case
     * @param path after {@code /api/v1/}, with a slash at the end and parameters in braces
     * @param fields names of the members of the body; empty without a body
     * @param hasBody whether it accepts a body
     * @param queryParameters names of the query parameters
     */
    public record Operation(
            String method, String path, List<String> fields, boolean hasBody, List<String> queryParameters) {

        /** Whether the path holds an id. */
        public boolean hasId() {
            return path.contains("{");
        }

        /**
         * The path with ids in it.
         *
         * @param ids gives the id for the name of the collection before it, such as {@code conversations}
         */
        public String at(Function<String, String> ids) {
            return PARAMETER
                    .matcher(path)
                    .replaceAll((MatchResult match) ->
                            Matcher.quoteReplacement(match.group(1) + "/" + ids.apply(match.group(1))));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** All operations below {@code /api/v1/}. */
    public static List<Operation> all() {
        JsonNode document =
                ApiRequest.to("GET", "openapi?format=json").send().expect(200).json();
        List<Operation> operations = new ArrayList<>();
        for (var path : document.get("paths").properties()) {
            for (var method : path.getValue().properties()) {
                if (path.getKey().startsWith(ROOT) && METHODS.contains(method.getKey())) {
                    operations.add(operation(document, path.getKey(), method.getKey(), method.getValue()));
                }
            }
        }
        if (operations.isEmpty()) {
            throw new AssertionError("The OpenAPI document has no operations: " + document);
        }
        return operations;
    }

    private static Operation operation(JsonNode document, String path, String method, JsonNode description) {
        String relative = path.substring(ROOT.length());
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                relative.endsWith("/") ? relative : relative + "/",
                fields(document, description),
                description.has("requestBody"),
                StreamSupport.stream(description.path("parameters").spliterator(), false)
                        .filter(parameter -> parameter.path("in").asText().equals("query"))
                        .map(parameter -> parameter.get("name").textValue())
                        .toList());
    }

    private static List<String> fields(JsonNode document, JsonNode operation) {
        for (JsonNode content : operation.path("requestBody").path("content")) {
            JsonNode schema = content.path("schema");
            JsonNode resolved = schema.has("$ref")
                    ? document.at(schema.get("$ref").textValue().substring(1))
                    : schema;
            List<String> names = new ArrayList<>();
            resolved.path("properties").fieldNames().forEachRemaining(names::add);
            return names;
        }
        return List.of();
    }
}
