package messaging.api;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import messaging.api.OpenApiDocument.Operation;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.json.OptionalBody;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** S-API-13: {@code /openapi} describes every endpoint, and completely. */
class OpenApiDocumentIT {
    private static final Pattern SNAKE_CASE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final Pattern CAMEL_CASE = Pattern.compile("[a-z]+([A-Z][a-z]+)*");
    private static final Set<String> OTHERS = Set.of(
            "GET /.well-known/jwks.json",
            "GET /health",
            "GET /health/started",
            "GET /health/live",
            "GET /health/ready");

    private static OpenApiDocument document;

    @BeforeAll
    static void read() {
        document = OpenApiDocument.read();
    }

    @Test // S-API-13
    void describesEveryMethodOfEveryResourceAndTheAddressesBesideThem() {
        var expected = new TreeSet<>(OTHERS);
        expected.addAll(methods().keySet());
        assertTrue(expected.size() > OTHERS.size(), "no resource was found");
        assertEquals(
                expected,
                document.operations().stream().map(Operation::toString).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test // S-API-13
    void givesEveryOperationANameAWordAndAPlace() {
        var ids = new HashSet<String>();
        var tags = StreamSupport.stream(document.root().path("tags").spliterator(), false)
                .filter(tag -> !tag.path("description").asText().isBlank())
                .map(tag -> tag.path("name").asText())
                .collect(Collectors.toSet());
        forEveryOperation(operation -> {
            var id = operation.node().path("operationId").asText();
            assertTrue(CAMEL_CASE.matcher(id).matches(), "operationId is '" + id + "'");
            assertTrue(ids.add(id), id + " is the name of two operations");
            assertFalse(operation.node().path("summary").asText().isBlank(), "no summary");
            assertEquals(1, operation.node().path("tags").size(), "tags");
            assertTrue(tags.contains(operation.node().path("tags").path(0).asText()), "a tag without a description");
            for (var parameter : operation.node().path("parameters")) {
                assertFalse(parameter.path("description").asText().isBlank(), parameter.path("name") + " says nothing");
                assertTrue(document.resolved(parameter.path("schema")).has("type"), parameter.path("name") + ": type");
            }
        });
    }

    @Test // S-API-13
    void saysWhatComesBackWhenAllIsWell() {
        forEveryOperation(operation -> {
            var good = statuses(operation, "2");
            // Objects that are created once may already exist.
            assertTrue(good.size() == 1 || good.equals(List.of("200", "201")), "answers of success: " + good);
            for (var status : good) {
                var answer = document.answer(operation, status);
                assertFalse(answer.path("description").asText().isBlank(), "no description");
                if (List.of("202", "204").contains(status)) {
                    assertFalse(answer.has("content"), "content");
                } else {
                    var content = answer.path("content").properties();
                    assertEquals(1, content.size(), "media types");
                    assertTrue(
                            content.iterator()
                                    .next()
                                    .getValue()
                                    .at("/schema/$ref")
                                    .isTextual(),
                            "no schema");
                }
            }
        });
    }

    @Test // S-API-13
    void everyOperationDocumentsItsErrors() {
        forEveryOperation(operation -> {
            for (var status : statuses(operation, "[45]")) {
                var answer = document.answer(operation, status);
                assertFalse(answer.path("description").asText().isBlank(), status + " has no description");
                if (status.equals("503") && operation.path().contains("/health")) {
                    continue;
                }
                var problem = answer.path("content").path("application/problem+json");
                assertEquals(
                        "#/components/schemas/Problem",
                        problem.at("/schema/$ref").asText(),
                        status);
                assertEquals(
                        Integer.parseInt(status), problem.at("/example/status").asInt(), status + "'s example");
                assertTrue(answer.path("headers").has("X-Request-Id"), status + " without the request's id");
            }
            if (operation.isApi()) {
                assertTrue(statuses(operation, "[45]").containsAll(List.of("406", "500", "503")), "some are missing");
                assertEquals(
                        operation.hasBody(), !document.answer(operation, "415").isMissingNode(), "415");
                assertEquals(
                        operation.hasBody(), !document.answer(operation, "413").isMissingNode(), "413");
                assertEquals(operation.path().contains("{"), hasNotFound(operation), "404");
                assertEquals(
                        operation.accepts("header", "If-Match"),
                        !document.answer(operation, "412").isMissingNode(),
                        "412");
            }
        });
    }

    // The account itself may be gone, and the directory may be switched off.
    private static boolean hasNotFound(Operation operation) {
        var known = Set.of("getMe", "replaceMe", "updateMe", "deleteMe", "searchDirectory");
        return !document.answer(operation, "404").isMissingNode()
                && !known.contains(operation.node().path("operationId").asText());
    }

    @Test // S-API-13
    void namesTheBearerSchemeWhereATokenIsNeededAndOnlyThere() {
        assertEquals(
                "bearer",
                document.root().at("/components/securitySchemes/bearer/scheme").asText());
        assertEquals("[{\"bearer\":[]}]", document.root().path("security").toString());
        var methods = methods();
        forEveryOperation(operation -> {
            var method = methods.get(operation.toString());
            var open = method == null || method.isAnnotationPresent(PermitAll.class);
            assertEquals(!open, document.isSecured(operation), "asks for a token");
            if (!open) {
                assertTrue(document.answer(operation, "401").path("headers").has("WWW-Authenticate"), "no challenge");
            }
        });
    }

    @Test // S-API-13
    void allReferencesResolve() {
        var references = document.root().findValuesAsText("$ref");
        assertFalse(references.isEmpty());
        assertAll(references.stream()
                .distinct()
                .map(reference -> () -> assertFalse(
                        document.root().at(reference.substring(1)).isMissingNode(), reference + " leads nowhere")));
    }

    @Test // S-API-13
    void writesFieldsAsTheyAreOnTheWire() {
        document.root()
                .at("/components/schemas")
                .properties()
                .forEach(schema -> schema.getValue()
                        .path("properties")
                        .fieldNames()
                        .forEachRemaining(field ->
                                assertTrue(SNAKE_CASE.matcher(field).matches(), schema.getKey() + "." + field)));
    }

    @Test // S-API-13
    void givesTheTypesThatClientsAreMadeOf() {
        var schemas = document.root().at("/components/schemas");
        assertEquals("int64", schemas.at("/Message/properties/id/format").asText());
        assertEquals(
                "date-time", schemas.at("/Message/properties/created_at/format").asText());
        assertEquals("int64", schemas.at("/MessagePage/properties/count/format").asText());
        assertEquals(
                "#/components/schemas/Message",
                schemas.at("/MessagePage/properties/results/items/$ref").asText());
        assertEquals(
                "string", schemas.at("/MessageUpdate/properties/content/type").asText());
        assertEquals(
                10_000,
                schemas.at("/MessageUpdate/properties/content/maxLength").asInt());
        assertEquals(
                8, schemas.at("/UserRegistration/properties/password/minLength").asInt());
        assertEquals(1, schemas.at("/ChangedUserIds/items/minimum").asInt(-1));
    }

    // "New" is what Go calls constructors; a number is what a tool adds to the second of two equal names. Generators
    // name the parameters of an operation after it with "Request".
    @Test // S-API-13
    void namesSchemasSoThatTheyReadWellInEveryLanguage() {
        var operations = document.operations().stream()
                .map(operation -> operation.node().path("operationId").asText().toLowerCase(Locale.ROOT) + "request")
                .collect(Collectors.toSet());
        for (var kind : OpenApiDocument.names(document.root().path("components"))) {
            for (var name : OpenApiDocument.names(document.root().at("/components/" + kind))) {
                assertFalse(name.matches(".*\\d"), name + " ends with a number");
            }
        }
        for (var name : OpenApiDocument.names(document.root().at("/components/schemas"))) {
            assertTrue(name.matches("([A-Z][a-z]+)+"), name);
            assertFalse(name.matches("New[A-Z].*|.*View|Page.+|Change"), name);
            assertFalse(operations.contains(name.toLowerCase(Locale.ROOT)), name + " is taken by an operation");
        }
    }

    // Go has one namespace for the constants of all enumerations.
    @Test // S-API-13
    void usesEveryValueInOneNamedEnumerationOnly() {
        var owners = new TreeMap<String, String>();
        document.root()
                .at("/components/schemas")
                .properties()
                .forEach(schema -> schema.getValue()
                        .path("enum")
                        .forEach(value -> assertNull(
                                owners.put(value.asText(), schema.getKey()), value + " of " + schema.getKey())));
        assertTrue(owners.containsKey("group") && owners.containsKey("conversation.delete"), owners::toString);
    }

    // A component that is null or something loses its null in generated clients: the property says so itself.
    @Test // S-API-13
    void leavesNullToTheProperties() {
        document.root().at("/components/schemas").properties().forEach(schema -> {
            assertFalse(schema.getValue().has("anyOf"), schema.getKey() + " is a choice with null");
            // The frames of live delivery are told apart by their type, and no operation returns one.
            schema.getValue()
                    .path("oneOf")
                    .forEach(option ->
                            assertTrue(option.has("$ref") && schema.getValue().has("discriminator"), schema.getKey()));
            schema.getValue().path("properties").properties().forEach(property -> {
                var field = schema.getKey() + "." + property.getKey();
                if (property.getValue().has("anyOf") || property.getValue().has("$ref")) {
                    assertFalse(property.getValue().has("type"), field + " has a type beside a reference");
                }
                property.getValue()
                        .path("anyOf")
                        .forEach(option -> assertTrue(
                                option.has("$ref")
                                        || "null".equals(option.path("type").asText()),
                                field));
            });
        });
        var lastMessage = document.root().at("/components/schemas/Conversation/properties/last_message/anyOf");
        assertEquals("[{\"$ref\":\"#/components/schemas/Message\"},{\"type\":\"null\"}]", lastMessage.toString());
    }

    // Fields of these are there for some types of change or problem, or some kinds of key, only.
    private static final Set<String> WITH_OPTIONAL_FIELDS = Set.of(
            "ConversationChangeSet",
            "ConversationEvent",
            "EventMessage",
            "FieldError",
            "Problem",
            "ProbeCheck",
            "PublicKey");

    @Test // S-API-13
    void requiresEveryFieldThatIsAlwaysPresentInResponses() {
        var seen = new TreeSet<String>();
        for (var operation : document.operations()) {
            for (var response : operation.node().path("responses")) {
                document.resolved(response)
                        .path("content")
                        .forEach(content -> collectSchemas(content.path("schema"), seen));
            }
        }
        assertTrue(seen.containsAll(List.of("Conversation", "Message", "Participant", "SyncResult")), seen::toString);
        seen.removeAll(WITH_OPTIONAL_FIELDS);
        assertAll(seen.stream().map(name -> () -> {
            var schema = document.root().at("/components/schemas/" + name);
            var required = new TreeSet<String>();
            schema.path("required").forEach(field -> required.add(field.asText()));
            assertEquals(OpenApiDocument.names(schema.path("properties")), required, name);
        }));
    }

    private static void collectSchemas(JsonNode schema, Set<String> names) {
        if (schema.has("$ref")) {
            var name = schema.get("$ref").asText().replaceAll(".*/", "");
            if (names.add(name)) {
                collectSchemas(document.resolved(schema), names);
            }
        }
        schema.path("properties").forEach(property -> collectSchemas(property, names));
        schema.path("anyOf").forEach(option -> collectSchemas(option, names));
        if (schema.has("items")) {
            collectSchemas(schema.get("items"), names);
        }
    }

    @Test // S-API-13
    void summarizesEveryOperationWithAShortImperative() {
        var verbs = Set.of(
                "Add",
                "Appoint",
                "Change",
                "Check",
                "Create",
                "Delete",
                "Download",
                "Edit",
                "End",
                "Get",
                "List",
                "Mark",
                "Mute,",
                "Refresh",
                "Register",
                "Remove",
                "Replace",
                "Request",
                "Search",
                "Send",
                "Set",
                "Sign",
                "Start",
                "Stream",
                "Update",
                "Upload");
        forEveryOperation(operation -> {
            var words = operation.node().path("summary").asText().split(" ");
            assertTrue(words.length <= 6, words.length + " words");
            assertTrue(verbs.contains(words[0]), words[0] + " is not an imperative");
        });
    }

    @Test // S-API-13
    void listsTheActionsOfTheAuditLog() {
        var actions = new TreeSet<String>();
        document.root().at("/components/schemas/AuditAction/enum").forEach(action -> actions.add(action.asText()));
        var answer = Account.createAdministrator()
                .get("admin/audit/?action=nonsense")
                .expect(400);
        var accepted = new TreeSet<String>();
        answer.json().at("/errors/0/allowed").forEach(action -> accepted.add(action.asText()));
        assertEquals(accepted, actions);
        assertTrue(actions.containsAll(List.of("conversation.delete", "user.end_sessions")), actions::toString);
    }

    // It belongs to the transport: browsers do not let a program set it.
    @Test // S-API-13
    void hasNoParameterForHeadersOfTheTransport() {
        forEveryOperation(operation -> {
            for (var name : List.of("User-Agent", "Host", "Content-Type", "Accept", "Authorization", "Origin")) {
                assertFalse(operation.accepts("header", name), name);
            }
            var names = new HashSet<String>();
            for (var parameter : operation.node().path("parameters")) {
                assertTrue(names.add(parameter.path("in").asText() + parameter.path("name")), "twice: " + parameter);
            }
        });
    }

    @Test // S-API-13
    void describesEveryBodyWithAnExampleOfEveryField() {
        var methods = methods();
        forEveryOperation(operation -> {
            var method = methods.get(operation.toString());
            var read = method != null && Arrays.stream(method.getParameters()).anyMatch(OpenApiDocumentIT::isBody);
            assertEquals(read, operation.hasBody(), "has a body");
            if (!read) {
                return;
            }
            var mayBeLeftOut = Arrays.stream(method.getParameters())
                    .anyMatch(body -> body.isAnnotationPresent(OptionalBody.class));
            assertEquals(
                    !mayBeLeftOut,
                    operation.node().at("/requestBody/required").asBoolean(),
                    "whether the body may be missing");
            var content = operation.node().at("/requestBody/content");
            assertEquals(List.of("application/json"), List.copyOf(OpenApiDocument.names(content)));
            var schema = document.resolved(content.at("/application~1json/schema"));
            assertFalse(schema.path("properties").isEmpty(), "no fields");
            schema.path("properties")
                    .properties()
                    .forEach(field -> assertTrue(
                            document.resolved(field.getValue()).path("examples").size() > 0
                                    || document.resolved(field.getValue()).has("enum"),
                            field.getKey() + " has no example"));
        });
    }

    @Test // S-API-13
    void namesTheFieldsThatAListIsSortedBy() {
        var administrator = Account.createAdministrator();
        var conversation = administrator.createConversation("Sorted");
        var message = administrator.sendMessage(conversation, "Hello");
        forEveryOperation(operation -> {
            if (!operation.accepts("query", "ordering")) {
                return;
            }
            var path = operation.path().substring(OpenApiDocument.API.length());
            var answer = administrator
                    .get(path.replaceAll("conversations/\\{.*?}/messages/\\{.*?}/", message)
                                    .replaceAll("conversations/\\{.*?}/", conversation)
                            + "?search=abc&ordering=nonsense")
                    .expect(400);
            var fields = answer.text().replaceAll("(?s).*must be one of: ([a-z_, ]+).*", "$1");
            var description = operation.node().path("description").asText();
            assertTrue(description.contains("Sorts by " + fields + " (default "), "sorts by " + fields);
        });
    }

    @Test // S-API-13
    void namesTheResponseHeadersThatPagesOfOtherOriginsCanRead() throws IOException {
        var configuration = Files.readString(java.nio.file.Path.of("src", "main", "liberty", "config", "server.xml"));
        var exposed = Arrays.asList(configuration
                .replaceAll("(?s).*exposeHeaders=\"([^\"]+)\".*", "$1")
                .split(", "));
        var description = document.root().at("/info/description").asText();
        var named = description
                .replaceAll("(?s).*response headers ([^.]+)\\..*", "$1")
                .split(", | and ");
        assertEquals(exposed, List.of(named));
        // Browsers let pages read a few others anyway, and cookies never.
        var documented = OpenApiDocument.names(document.root().at("/components/headers"));
        documented.removeAll(List.of("NoStore", "RefreshCookie"));
        assertEquals(
                documented,
                exposed.stream()
                        .map(name -> name.contains("Request") || name.contains("Retry")
                                ? name.replaceAll("^X-|-", "")
                                : name)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test // S-API-13
    void saysInWhichFormatItIs() {
        for (var path : List.of("openapi", "openapi/", "openapi?format=yaml")) {
            assertEquals("application/yaml", type(ApiRequest.to("GET", path)), path);
            assertEquals("application/yaml", type(ApiRequest.to("HEAD", path)), path);
            assertEquals("application/yaml", type(ApiRequest.to("GET", path).header("Accept", "text/html")), path);
        }
        for (var call : List.of(
                ApiRequest.to("GET", "openapi?format=json"),
                ApiRequest.to("HEAD", "openapi?format=json"),
                ApiRequest.to("GET", "openapi/?format=json"),
                ApiRequest.to("GET", "openapi").header("Accept", "application/json"))) {
            assertEquals("application/json", type(call));
        }
        assertEquals(
                ApiRequest.to("GET", "openapi").send().expect(200).text(),
                ApiRequest.to("GET", "openapi/document").send().expect(200).text());
    }

    private static String type(ApiRequest call) {
        return call.send().expect(200).header("Content-Type").orElse("").replaceAll(";.*", "");
    }

    @Test // S-API-13
    void isThereForPeopleToo() {
        var page = ApiRequest.to("GET", "openapi/ui/").send().expect(200);
        assertTrue(page.text().contains("swagger-ui"), page.text());
        var yaml = ApiRequest.to("GET", "openapi").send().expect(200);
        assertTrue(yaml.text().contains("openapi: 3.1"), yaml.text());
    }

    private static void forEveryOperation(Consumer<Operation> check) {
        assertAll(document.operations().stream().map(operation -> (Executable) () -> {
            try {
                check.accept(operation);
            } catch (AssertionError e) {
                throw new AssertionError(operation + ": " + e.getMessage(), e);
            }
        }));
    }

    // A record may also be read from the path.
    private static boolean isBody(Parameter parameter) {
        return parameter.getType().isRecord()
                && Arrays.stream(parameter.getAnnotations())
                        .map(annotation -> annotation.annotationType().getPackageName())
                        .noneMatch("jakarta.ws.rs"::equals);
    }

    private static List<String> statuses(Operation operation, String first) {
        return OpenApiDocument.names(operation.node().path("responses")).stream()
                .filter(status -> status.matches(first + "\\d\\d"))
                .toList();
    }

    /** Every method that answers requests, by "GET /path/" as in the document. */
    private static Map<String, Method> methods() {
        var all = new TreeMap<String, Method>();
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("messaging").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .forEach(type -> Arrays.stream(type.getDeclaredMethods())
                                .forEach(method -> name(type, method).ifPresent(name -> all.put(name, method))));
        return all;
    }

    private static Optional<String> name(Class<?> type, Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(Objects::nonNull)
                .findFirst()
                .map(verb -> verb.value() + " "
                        + ("/api/v1/" + type.getAnnotation(Path.class).value() + "/"
                                        + (method.isAnnotationPresent(Path.class)
                                                ? method.getAnnotation(Path.class)
                                                                .value() + "/"
                                                : ""))
                                .replaceAll("/+", "/"));
    }
}
