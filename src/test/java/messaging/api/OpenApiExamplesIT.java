package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import messaging.api.OpenApiDocument.Operation;
import messaging.command.Manage;
import messaging.it.ApiRequest;
import messaging.it.FreshDatabase;
import messaging.it.TestStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * S-API-13: on a server with the test data, "Try it out" works on every operation as the interactive page prefills it:
 * with the examples and defaults of its parameters and the example of its body.
 */
class OpenApiExamplesIT {
    private static final Duration START = Duration.ofMinutes(6);
    private static final String ADMINISTRATOR_PASSWORD = "correct horse battery";

    /** Operations that require a secret: the newest token of a session, or a code that was sent by email. */
    private static final Map<String, Integer> NEED_A_SECRET =
            Map.of("refreshToken", 401, "refreshWithCookie", 401, "confirmPasswordReset", 400);

    /** Leaves ids of sessions as they are: the server remembers for some minutes which ones have ended. */
    private static final List<String> KEPT_IDS = List.of("sessions");

    private final OpenApiDocument document = OpenApiDocument.read();
    private String url;
    private FreshDatabase database;
    private String kwame;
    private String ama;
    private String administrator;

    @Test
    @Timeout(value = 12, unit = TimeUnit.MINUTES)
    void everyOperationWorksAsPrefilled() {
        try (var fresh = FreshDatabase.create()) {
            database = fresh;
            run(environment(), "migrate");
            loadTestData();
            var server = TestStage.replica("examples", environment());
            try {
                server.awaitReady(START);
                url = server.url();
                signIn();
                var failures = new TreeMap<String, String>();
                for (var operation : inOrder()) {
                    if (operation.method().equals("DELETE") && !isOf(operation, "revokeSession")) {
                        reset();
                    }
                    check(operation).ifPresent(answer -> failures.put(operation.toString(), answer));
                }
                assertEquals(Map.of(), failures);
            } finally {
                server.stop();
            }
        }
    }

    // S-API-13: cursors exclude each other, and an example of one user's session would be wrong for all others.
    @Test
    void prefillsNoOptionalParameterButTheSizeOfAPage() {
        var prefilled = new TreeSet<String>();
        for (var operation : document.operations()) {
            for (var parameter : operation.node().path("parameters")) {
                if (!parameter.path("required").asBoolean()
                        && prefilled(parameter).isPresent()) {
                    prefilled.add(parameter.path("name").asText());
                }
            }
        }
        prefilled.removeAll(List.of("limit", "offset"));
        assertEquals(new TreeSet<>(), prefilled);
    }

    /** What needs the data as it was comes first, and what ends accounts and conversations comes last. */
    private List<Operation> inOrder() {
        var order = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
        return document.operations().stream()
                .sorted(Comparator.comparingInt((Operation operation) -> order.indexOf(operation.method()))
                        // Before all sessions but one end.
                        .thenComparing(operation -> !isOf(operation, "revokeSession")))
                .toList();
    }

    private static boolean isOf(Operation operation, String id) {
        return operation.node().path("operationId").asText().equals(id);
    }

    private Optional<String> check(Operation operation) {
        var call = ApiRequest.to(operation.method(), url + address(operation).substring(1));
        for (var parameter : operation.node().path("parameters")) {
            if (parameter.path("in").asText().equals("header")) {
                prefilled(parameter)
                        .ifPresent(value -> call.header(parameter.path("name").asText(), value));
            }
        }
        if (document.isSecured(operation)) {
            call.bearer(token(operation));
        }
        var content = operation.node().at("/requestBody/content/application~1json");
        if (!content.isMissingNode()) {
            call.json(
                    content.has("example")
                            ? content.get("example").toString()
                            : sample(content.get("schema")).toString());
        }
        var answer = call.send();
        var expected = NEED_A_SECRET.get(operation.node().path("operationId").asText());
        var works = expected == null ? answer.status() / 100 == 2 : answer.status() == expected;
        return works ? Optional.empty() : Optional.of(answer.status() + " " + answer.text());
    }

    /** Ama owns the conversation of the test data and sent its first message; what only owners can do is hers. */
    private String token(Operation operation) {
        if (operation.path().contains("/admin/") || isOf(operation, "listUsers")) {
            return administrator;
        }
        return operation.path().contains("/conversations/{") ? ama : kwame;
    }

    private String address(Operation operation) {
        var path = operation.path();
        var query = new ArrayList<String>();
        for (var parameter : operation.node().path("parameters")) {
            var name = parameter.path("name").asText();
            var value = prefilled(parameter).map(text -> URLEncoder.encode(text, StandardCharsets.UTF_8));
            switch (parameter.path("in").asText()) {
                case "path" -> path = path.replace("{" + name + "}", value.orElse("missing"));
                case "query" -> value.ifPresent(text -> query.add(name + "=" + text));
                default -> {}
            }
        }
        return path + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    /** The value that the page fills in for a parameter. */
    private Optional<String> prefilled(JsonNode parameter) {
        var schema = document.resolved(parameter.path("schema"));
        for (var value : List.of(
                parameter.path("example"),
                parameter.at("/schema/example"),
                schema.path("example"),
                schema.path("default"))) {
            if (!value.isMissingNode()) {
                return Optional.of(value.asText());
            }
        }
        return Optional.empty();
    }

    /** The body that the page makes of a schema: its first example, or one of those of its fields. */
    private JsonNode sample(JsonNode reference) {
        var schema = document.resolved(reference);
        for (var value : List.of(
                reference.at("/examples/0"), schema.at("/examples/0"), schema.path("default"), schema.at("/enum/0"))) {
            if (!value.isMissingNode()) {
                return value;
            }
        }
        if (schema.has("anyOf")) {
            return sample(schema.at("/anyOf/0"));
        }
        var body = JsonNodeFactory.instance.objectNode();
        schema.path("properties").properties().forEach(field -> body.set(field.getKey(), sample(field.getValue())));
        return body;
    }

    private void loadTestData() {
        run(environment(), "create_test_data");
        var environment = environment();
        environment.put("SUPERUSER_PASSWORD", ADMINISTRATOR_PASSWORD);
        run(environment, "createsuperuser", "--username", "admin", "--email", "admin@example.com");
    }

    private void signIn() {
        // The first session is the one that DELETE users/me/sessions/1/ ends.
        accessToken("kwame", "testpass123");
        kwame = accessToken("kwame", "testpass123");
        ama = accessToken("ama", "testpass123");
        administrator = accessToken("admin", ADMINISTRATOR_PASSWORD);
    }

    private String accessToken(String username, String password) {
        return ApiRequest.to("POST", url + "api/v1/token/")
                .json(object("username", username, "password", password))
                .send()
                .expect(200)
                .get("access")
                .textValue();
    }

    /** Resets the data to the test data. */
    private void reset() {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            var tables = new ArrayList<String>();
            try (var rows = statement.executeQuery(
                    "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                            + " AND table_type = 'BASE TABLE' AND table_name <> 'flyway_schema_history'")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            statement.execute("SET FOREIGN_KEY_CHECKS = 0");
            for (var table : tables) {
                statement.execute((KEPT_IDS.contains(table) ? "DELETE FROM " : "TRUNCATE TABLE ") + table);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        loadTestData();
        signIn();
    }

    private Map<String, String> environment() {
        var environment = new HashMap<>(database.environment());
        environment.put("PASSWORD_MEMORY_KIB", "64");
        environment.put("PASSWORD_ITERATIONS", "1");
        return environment;
    }

    private static void run(Map<String, String> environment, String... command) {
        assertEquals(0, Manage.run(environment, command), String.join(" ", command));
    }
}
