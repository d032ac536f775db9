package messaging.release;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import messaging.command.Manage;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.FreshDatabase;
import messaging.it.TestStage;
import messaging.launch.LibertyServer;
import org.junit.jupiter.api.Test;

/**
 * No test, but what a release runs by name ({@code -Dit.test=RecordQueries}): uses the API from an empty database on and
 * writes down which statements the application sends. docs/releasing.md says where they go.
 */
class RecordQueries {
    private static final Duration START = Duration.ofMinutes(4);
    private static final Path FILE = Path.of("target", "queries.sql");
    private static final String PASSWORD = "correct horse battery";

    private String api;

    @Test
    void record() throws Exception {
        try (FreshDatabase database = FreshDatabase.create()) {
            Map<String, String> environment = new HashMap<>(database.environment());
            assertEquals(0, Manage.run(environment, "migrate"));
            QueryLog log = new QueryLog(database.dataSource(), environment.get("DB_NAME"));
            log.begin();
            try {
                assertEquals(0, Manage.run(environment, "create_test_data"));
                environment.put("SUPERUSER_PASSWORD", PASSWORD);
                assertEquals(
                        0,
                        Manage.run(
                                environment, "createsuperuser", "--username", "admin", "--email", "admin@example.com"));
                LibertyServer server = TestStage.replica("recorded", database.environment());
                server.awaitReady(START);
                api = server.url() + "api/v1/";
                accounts();
                conversations();
                server.stop();
            } finally {
                log.end();
            }
            List<String> statements = log.statements();
            Files.write(FILE, statements);
            System.out.println(statements.size() + " statements in " + FILE);
        }
    }

    private void accounts() {
        ApiResponse efua = call("POST", "users/", "", 201, registration());
        ApiResponse pair = signIn("efua", PASSWORD);
        String access = access(pair);
        call("GET", "users/me/", access, 200, null);
        call("GET", "users/directory/?search=kwa", access, 200, null);
        call("PATCH", "users/me/", access, 200, object("last_name", "Sutherland"));
        call("GET", "users/me/sessions/", access, 200, null);
        pair = call("POST", "token/refresh/", "", 200, object("refresh", text(pair, "refresh")));
        call("POST", "token/logout/", "", 204, object("refresh", text(pair, "refresh")));
        signIn("efua", PASSWORD);
        access = access(signIn("efua", PASSWORD));
        call("DELETE", "users/me/sessions/", access, 204, null);
        call(
                "PATCH",
                "users/me/",
                access,
                200,
                object("password", "a better horse battery", "current_password", PASSWORD));
        call("POST", "token/", "", 401, object("username", "efua", "password", "a worse horse battery"));
        String admin = access(signIn("admin", PASSWORD));
        call("GET", "users/?search=efua&ordering=-username&limit=2", admin, 200, null);
        ApiResponse offer = call("POST", "admin/users/" + efua.id() + "/password-reset/", admin, 201, null);
        call(
                "POST",
                "users/password-reset/confirm/",
                "",
                204,
                object("code", text(offer, "code"), "password", "a river in the north"));
    }

    private void conversations() {
        String ama = access(signIn("ama", "testpass123"));
        String kwame = access(signIn("kwame", "testpass123"));
        call("GET", "conversations/?search=project&ordering=-created_at&limit=10&offset=20", kwame, 200, null);
        ApiResponse made =
                call("POST", "conversations/", ama, 201, object("title", "Lunch 🍲", "participants", new int[] {1, 3}));
        String path = "conversations/" + made.id() + "/";
        call("GET", path, kwame, 200, null);
        call("PATCH", path, ama, 200, object("title", "Long lunch"));
        call("PUT", path, ama, 200, object("title", "Longer lunch", "participants", new int[] {1}));
        ApiResponse sent = call("POST", path + "messages/", kwame, 201, object("content", "Akwaaba 🍲 \\ ' \" שלום"));
        call("POST", path + "messages/", ama, 201, object("content", "Second\nline"));
        call("GET", path + "messages/", kwame, 200, null);
        call("GET", path + "messages/?search=akwaaba&ordering=created_at&limit=1", ama, 200, null);
        String message = path + "messages/" + sent.id() + "/";
        call("GET", message, ama, 200, null);
        call("PATCH", message, kwame, 200, object("content", "Edited"));
        call("PUT", message, kwame, 200, object("content", "Edited again"));
        call("DELETE", message, kwame, 204, null);
        call("GET", "conversations/", ama, 200, null);
        call("DELETE", path, ama, 204, null);
    }

    private static Map<String, Object> registration() {
        return object("username", "efua", "email", "efua@example.com", "password", PASSWORD, "first_name", "Efua");
    }

    private ApiResponse signIn(String username, String password) {
        return call("POST", "token/", "", 200, object("username", username, "password", password));
    }

    private static String access(ApiResponse pair) {
        return text(pair, "access");
    }

    private static String text(ApiResponse answer, String field) {
        return answer.get(field).textValue();
    }

    private ApiResponse call(String method, String path, String access, int status, Object body) {
        ApiRequest call = ApiRequest.to(method, api + path);
        if (!access.isEmpty()) {
            call = call.bearer(access);
        }
        return (body == null ? call : call.json(body)).send().expect(status);
    }
}
