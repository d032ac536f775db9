package messaging.api;

import static messaging.it.ApiRequest.object;
import static messaging.it.ApiRequest.write;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import messaging.api.OpenApiDocument.Operation;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** S-API-12, S-API-13: the server accepts what the document allows in a request, and refuses what it forbids. */
class OpenApiRequestsIT {
    /** Nullable for the sake of generated clients, which would send an empty list otherwise; its description refuses it. */
    private static final Set<String> REFUSED_ALL_THE_SAME = Set.of("PATCH /api/v1/conversations/{id}/ participants");

    private static OpenApiDocument document;
    private static Account administrator;
    private static String conversation;
    private static String message;

    @BeforeAll
    static void read() {
        document = OpenApiDocument.read();
    }

    // Again for each test: some operations end sessions.
    @BeforeEach
    void signIn() {
        administrator = Account.createAdministrator();
        conversation = administrator.createConversation("Requests");
        message = administrator.sendMessage(conversation, "Hello");
    }

    /** A property of the body of an operation. */
    private record Property(Operation operation, String name, JsonNode schema) {
        boolean isNullable() {
            return isNullable(schema);
        }

        private static boolean isNullable(JsonNode schema) {
            return Stream.concat(
                            types(schema).stream(),
                            Stream.of("anyOf", "oneOf")
                                    .flatMap(key -> children(schema.path(key)))
                                    .map(document::resolved)
                                    .flatMap(one -> types(one).stream()))
                    .anyMatch("null"::equals);
        }

        boolean isList() {
            return types(schema).contains("array");
        }

        List<String> words() {
            return OpenApiRequestsIT.words(schema);
        }

        @Override
        public String toString() {
            return operation + " " + name;
        }
    }

    private static List<String> words(JsonNode schema) {
        return children(schema.path("enum"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .toList();
    }

    private static List<String> types(JsonNode schema) {
        var type = schema.path("type");
        return type.isArray() ? children(type).map(JsonNode::asText).toList() : List.of(type.asText());
    }

    private static Stream<JsonNode> children(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    private static List<Property> properties() {
        var all = new ArrayList<Property>();
        for (var operation : document.operations()) {
            var schema = document.resolved(operation.node().at("/requestBody/content/application~1json/schema"));
            schema.path("properties")
                    .properties()
                    .forEach(property -> all.add(
                            new Property(operation, property.getKey(), document.resolved(property.getValue()))));
        }
        assertTrue(all.size() > 30, all::toString);
        return all;
    }

    private static String path(Operation operation) {
        return operation
                .path()
                .replaceFirst("^/(api/v1/)?", "")
                .replaceAll("conversations/\\{.*?}/messages/\\{.*?}/", message)
                .replaceAll("conversations/\\{.*?}/", conversation)
                .replace("{emoji}", "%F0%9F%91%8D")
                .replaceAll("\\{.*?}", "9007199254740993");
    }

    private static ApiRequest request(Operation operation) {
        return (operation.isApi()
                        ? ApiRequest.api(operation.method(), path(operation))
                        : ApiRequest.to(operation.method(), path(operation)))
                .bearer(administrator.access());
    }

    private static List<String> errorFields(Property property, Object value) {
        ApiResponse answer = request(property.operation())
                .json(write(object(property.name(), value)))
                .send();
        assertTrue(answer.status() < 500, () -> property + "=" + value + ": " + answer);
        return answer.status() == 400 && answer.json().has("errors") ? answer.errorFields() : List.of();
    }

    @Test
    void nullIsRefusedWhereTheDocumentForbidsItAndNowhereElse() {
        var refused = properties().stream()
                .filter(property -> errorFields(property, null).contains(property.name()))
                .map(Property::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        var forbidden = properties().stream()
                .filter(property -> !property.isNullable() || REFUSED_ALL_THE_SAME.contains(property.toString()))
                .map(Property::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(forbidden, refused);
    }

    @Test
    void nullIsRefusedInLists() {
        assertAll(properties().stream().filter(Property::isList).map(property -> (Executable) () -> assertEquals(
                List.of(property.name() + "[0]"),
                errorFields(property, Arrays.asList((Object) null)).stream()
                        .filter(field -> field.startsWith(property.name()))
                        .toList(),
                property::toString)));
    }

    @Test // {"kind": "\tgroup\n"}
    void enumerationsInBodiesAreExact() {
        var enumerated = properties().stream()
                .filter(property -> !property.words().isEmpty())
                .toList();
        assertTrue(enumerated.size() >= 5, enumerated::toString);
        assertAll(enumerated.stream()
                .flatMap(property -> property.words().stream()
                        .flatMap(OpenApiRequestsIT::similar)
                        .map(value -> (Executable) () -> assertTrue(
                                errorFields(property, value).contains(property.name()),
                                () -> property + "=" + value))));
        assertAll(enumerated.stream()
                .flatMap(property -> property.words().stream()
                        // Another reason than its form may refuse it.
                        .filter(word -> !property.operation().path().contains("participants") || !word.equals("owner"))
                        .map(word -> (Executable)
                                () -> assertFalse(errorFields(property, word).contains(property.name()), word))));
    }

    private static Stream<Object> similar(String word) {
        return Stream.of(
                " " + word,
                word + " ",
                "\t" + word + "\n",
                word + "\r\n",
                "\u00A0" + word,
                word + "\u200B",
                word.toUpperCase(Locale.ROOT),
                word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1),
                "\uFF4F" + word.substring(1),
                word + "s",
                word.substring(1),
                "",
                " ",
                "null",
                0,
                1,
                1.0,
                true,
                List.of(word),
                List.of(),
                object(word, true));
    }

    @Test
    void enumerationsInQueriesAreExact() {
        var executables = new ArrayList<Executable>();
        for (var operation : document.operations()) {
            for (var parameter : operation.node().path("parameters")) {
                var schema = document.resolved(parameter.path("schema"));
                var isFlag = types(schema).contains("boolean");
                var words = isFlag ? List.of("true", "false") : words(schema);
                if (!parameter.path("in").asText().equals("query") || words.isEmpty()) {
                    continue;
                }
                var name = parameter.path("name").asText();
                for (var word : words) {
                    executables.add(() -> assertNotEquals(
                            400, query(operation, name, word).status(), () -> operation + " " + name + "=" + word));
                    for (var wrong : List.of(
                            " " + word,
                            word + " ",
                            "\t" + word,
                            word + "\n",
                            word.toUpperCase(Locale.ROOT),
                            "0",
                            "1",
                            "yes",
                            "null",
                            " ",
                            word + "," + word)) {
                        executables.add(() -> assertEquals(
                                List.of(name),
                                query(operation, name, wrong).expectProblem(400).errorFields(),
                                () -> operation + " " + name + "=" + wrong));
                    }
                }
            }
        }
        assertTrue(executables.size() > 50);
        assertAll(executables);
    }

    private static ApiResponse query(Operation operation, String name, String value) {
        var query = "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        return ApiRequest.api(operation.method(), path(operation) + query)
                .bearer(administrator.access())
                .send();
    }

    @Test
    void anEmptyQueryParameterIsAsIfMissing() {
        var executables = new ArrayList<Executable>();
        for (var operation : document.operations()) {
            for (var parameter : operation.node().path("parameters")) {
                if (!parameter.path("in").asText().equals("query")
                        || !operation.method().equals("GET")) {
                    continue;
                }
                var name = parameter.path("name").asText();
                executables.add(() -> {
                    ApiResponse without = request(operation).send();
                    ApiResponse with = query(operation, name, "");
                    assertEquals(without.status(), with.status(), () -> operation + " " + name + "= " + with);
                    assertEquals(
                            without.status() == 200 && without.text().startsWith("{")
                                    ? without.json().path("count")
                                    : 0,
                            with.status() == 200 && with.text().startsWith("{")
                                    ? with.json().path("count")
                                    : 0);
                });
            }
        }
        assertTrue(executables.size() > 40);
        assertAll(executables);
    }

    private static boolean endsSessions(Operation operation) {
        return operation.method().equals("DELETE") && operation.path().contains("sessions");
    }

    @Test // users/me/ answered 406 to DELETE with application/problem+json, the only type that it documents.
    void everyDocumentedMediaTypeIsAcceptable() {
        var executables = new ArrayList<Executable>();
        for (var operation : document.operations()) {
            var successes = new TreeSet<String>();
            var all = new TreeSet<String>();
            operation.node().path("responses").properties().forEach(entry -> {
                var types = OpenApiDocument.names(
                        document.resolved(entry.getValue()).path("content"));
                all.addAll(types);
                if (entry.getKey().startsWith("2")) {
                    successes.addAll(types);
                }
            });
            var accepted = new TreeSet<>(successes);
            if (successes.isEmpty()) {
                // Nothing to negotiate: clients send what they always send.
                accepted.addAll(all);
                accepted.addAll(List.of("application/json", "application/*", "application/json, */*;q=0.5"));
            }
            accepted.add(String.join(", ", all));
            accepted.add("*/*");
            accepted.remove("");
            for (var accept : accepted) {
                executables.add(() -> assertNotEquals(
                        406,
                        // An id that is not there: nothing changes, and the type is negotiated before.
                        request(operation)
                                .bearer(
                                        endsSessions(operation)
                                                ? Account.createAdministrator().access()
                                                : administrator.access())
                                .header("Accept", accept)
                                .json("{\"refresh\": 1}")
                                .send()
                                .status(),
                        () -> operation + " Accept: " + accept));
            }
        }
        assertTrue(executables.size() > 150);
        assertAll(executables);
    }
}
