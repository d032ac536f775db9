package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import messaging.it.Account;
import messaging.it.ApiResponse;
import messaging.it.EventClient;
import messaging.it.Operations;
import messaging.it.Sql;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times in every response, live frame and list. */
@Tag("database")
class TimesIT { // S-TEXT-8

    private static final String ANY_TIME = "\\d{4}-\\d\\d-\\d\\dT.*";
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";

    private static Account ama;
    private static Account kofi;
    private static String conversation;
    private static String message;

    @BeforeAll
    static void fill() {
        ama = Account.createAdministrator();
        kofi = Account.register();
        conversation = ama.createConversation("Times", kofi);
        message = ama.sendMessage(conversation, "Hello @" + kofi.username() + " and @" + ama.username());
        ama.patch(message, object("content", "Hello again @" + ama.username())).expect(200);
        kofi.post(message + "reactions/", object("emoji", "👍")).expect(201);
        kofi.post(conversation + "read/", object("seq", 1)).expect(200);
        ama.sendMessage(conversation, "For @" + ama.username());
        ama.delete(ama.sendMessage(conversation, "Deleted")).expect(204);
        ama.patch("admin/users/" + kofi.id() + "/", object("is_active", true)).expect(200);
    }

    @Test
    void everyResponseHasSixFractionalDigits() {
        // Whole seconds and whole milliseconds, which a default format would shorten.
        for (String fraction : List.of("000000", "100000", "120000", "123000")) {
            String time = "2026-01-31 09:30:00." + fraction;
            long id = number(conversation);
            Sql.run("UPDATE conversations SET created_at = ? WHERE id = ?", time, id);
            Sql.run("UPDATE messages SET created_at = ?, updated_at = ? WHERE conversation_id = ?", time, time, id);
            Sql.run("UPDATE message_revisions SET created_at = ? WHERE conversation_id = ?", time, id);
            Sql.run("UPDATE reactions SET created_at = ? WHERE conversation_id = ?", time, id);
            Sql.run("UPDATE participants SET joined_at = ? WHERE conversation_id = ?", time, id);
            Sql.run("UPDATE users SET created_at = ?, updated_at = ? WHERE id = ?", time, time, ama.id());
            Sql.run("UPDATE inbox_entries SET receipt_at = ? WHERE conversation_id = ?", time, id);
            Sql.run("UPDATE sessions SET created_at = ? WHERE user_id = ?", time, ama.id());
            Sql.run("UPDATE audit_entries SET created_at = ? WHERE actor_id = ?", time, ama.id());
            Map<String, Integer> counts = new TreeMap<>();
            for (Operations.Operation operation : Operations.all()) {
                if (operation.method().equals("GET") && !operation.path().contains("events/")) {
                    ApiResponse answer = ama.get(path(operation));
                    if (answer.header("Content-Type").orElse("").contains("json")) {
                        counts.put(operation.path(), assertTimes(operation.path(), answer.json()));
                    }
                }
            }
            for (String path : List.of(
                    "conversations/",
                    "conversations/{id}/",
                    "mentions/",
                    "users/me/",
                    "users/me/sessions/",
                    "admin/users/",
                    "admin/conversations/",
                    "conversations/{conversation_id}/messages/{message_id}/reactions/")) {
                assertTrue(counts.getOrDefault(path, 0) > 0, path + " of " + counts);
            }
            assertEquals(
                    "2026-01-31T09:30:00." + fraction + "Z",
                    ama.get(conversation).get("created_at").textValue());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH"})
    void theTimesOfAWriteAreThoseThatAreReadBack(String method) {
        for (int i = 0; i < 10; i++) {
            String path = method.equals("POST") ? conversation + "messages/" : message;
            ApiResponse written = ama.request(method, path)
                    .json(object("content", "Number " + i))
                    .send();
            assertTimes(method, written.json());
            assertEquals(
                    written.json(),
                    ama.get(conversation + "messages/" + written.id() + "/").json());
        }
        ApiResponse made = ama.post("conversations/", object("title", "Made", "participants", List.of(kofi.id())));
        assertTimes("conversation", made.json());
        assertEquals(
                made.get("created_at"),
                ama.get("conversations/" + made.id() + "/").get("created_at"));
    }

    @Test
    void everyLiveFrameHasSixFractionalDigits() {
        try (EventClient listening = EventClient.openEventStream(kofi)) {
            listening.await("hello");
            String sent = ama.sendMessage(conversation, "Live");
            ama.patch(sent, object("content", "Edited")).expect(200);
            ama.delete(sent).expect(204);
            ama.post(
                    conversation + "read/",
                    object(
                            "seq",
                            ama.get(conversation)
                                    .get("last_message")
                                    .path("seq")
                                    .asLong(1)));
            ama.patch(conversation, object("title", "Live times")).expect(200);
            listening.await(frame -> frame.toString().contains("Live times"));
            assertAll(listening.frames().stream().map(frame -> () -> assertTimes("frame", frame)));
        }
    }

    private static String path(Operations.Operation operation) {
        String path = operation
                .path()
                .replaceAll("conversations/\\{.*?}/messages/\\{.*?}/", message)
                .replaceAll("conversations/\\{.*?}/", conversation)
                .replaceAll("users/\\{.*?}/", "users/" + kofi.id() + "/")
                .replaceAll("participants/\\{.*?}/", "participants/" + kofi.id() + "/");
        return operation.path().startsWith("users/directory/") ? path + "?search=" + kofi.username() : path;
    }

    /** Checks every time in the tree, and returns how many there are. */
    private static int assertTimes(String where, JsonNode tree) {
        List<String> times = new ArrayList<>();
        collect(tree, times);
        times.forEach(time -> assertTrue(time.matches(TIME), where + " has " + time));
        return times.size();
    }

    private static void collect(JsonNode node, List<String> times) {
        if (node.isTextual() && node.textValue().matches(ANY_TIME)) {
            times.add(node.textValue());
        }
        node.forEach(child -> collect(child, times));
    }

    private static long number(String path) {
        return Long.parseLong(path.replaceAll("[^0-9]", ""));
    }
}
