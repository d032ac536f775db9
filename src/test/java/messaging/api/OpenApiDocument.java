package messaging.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import messaging.it.ApiRequest;

/** The OpenAPI document of the running server. */
final class OpenApiDocument {
    static final String API = "/api/v1/";

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonNode root;

    private OpenApiDocument(JsonNode root) {
        this.root = root;
    }

    static OpenApiDocument read() {
        return new OpenApiDocument(
                ApiRequest.to("GET", "openapi?format=json").send().expect(200).json());
    }

    /** Saves the document as programs outside get it, in YAML. */
    static Path save(Path folder) {
        try {
            return Files.writeString(
                    folder.resolve("openapi.yaml"),
                    ApiRequest.to("GET", "openapi").send().expect(200).text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One operation.
     *
     * @param method in capitals
     * @param path with its parameters in braces
     * @param node the operation object
     */
    record Operation(String method, String path, JsonNode node) {
        boolean isApi() {
            return path.startsWith(API);
        }

        boolean hasBody() {
            return node.has("requestBody");
        }

        boolean accepts(String place, String parameter) {
            return StreamSupport.stream(node.path("parameters").spliterator(), false)
                    .anyMatch(one -> place.equals(one.path("in").asText())
                            && parameter.equals(one.path("name").asText()));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    JsonNode root() {
        return root;
    }

    List<Operation> operations() {
        var all = new ArrayList<Operation>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .map(Map.Entry::getKey)
                        .forEach(method -> all.add(new Operation(
                                method.toUpperCase(Locale.ROOT),
                                path.getKey(),
                                path.getValue().get(method)))));
        return all;
    }

    /** Whether callers of an operation need a token. */
    boolean isSecured(Operation operation) {
        var security = operation.node().has("security") ? operation.node().get("security") : root.path("security");
        return !security.isEmpty();
    }

    /** The response object of a status, wherever it is; missing if there is none. */
    JsonNode answer(Operation operation, String status) {
        return resolved(operation.node().path("responses").path(status));
    }

    /** The object itself, or the one that it refers to. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? root.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** The names of an object's members, sorted. */
    static Set<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new));
    }
}
