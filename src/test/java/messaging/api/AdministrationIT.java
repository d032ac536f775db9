package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.EventClient;
import messaging.it.Eventually;
import messaging.it.Sql;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What administrators do through the API, and what the audit log keeps of it (S-WEB-2). */
@Tag("database")
class AdministrationIT {

    private static Account admin;

    private Account ama;
    private String path;

    @BeforeAll
    static void appoint() {
        admin = Account.createAdministrator();
    }

    @BeforeEach
    void register() {
        ama = Account.register();
        path = "admin/users/" + ama.id() + "/";
    }

    private static List<JsonNode> audited(String query) {
        return admin.get("admin/audit/?" + query).expect(200).results();
    }

    private List<String> actions() {
        return audited("target_type=user&target_id=" + ama.id()).stream()
                .map(entry -> entry.get("action").textValue())
                .toList();
    }

    @Test
    void findsAccountsByNameAndState() {
        JsonNode found =
                admin.get("admin/users/?search=" + ama.username()).results().get(0);
        assertEquals(ama.email(), found.get("email").textValue());
        assertEquals(1, found.get("sessions").intValue());
        assertTrue(found.get("last_used_at").isTextual());
        ama.signInAgain();
        assertEquals(2, admin.get(path).get("sessions").intValue());
        assertEquals(
                0,
                admin.get("admin/users/?is_active=false&search=" + ama.username())
                        .get("count")
                        .intValue());
        assertEquals(
                1,
                admin.get("admin/users/?is_admin=false&is_active=true&search=" + ama.username())
                        .get("count")
                        .intValue());
        assertEquals(
                List.of("is_active", "is_admin"),
                admin.get("admin/users/?is_active=yes&is_admin=1")
                        .expectProblem(400)
                        .errorFields());
    }

    @Test
    void aDeactivatedAccountIsOutAtOnceAndBackWhenReactivated() {
        Account phone = ama.signInAgain();
        ApiResponse answer = admin.patch(path, object("is_active", false)).expect(200);
        assertEquals(false, answer.get("is_active").booleanValue());
        assertEquals(0, answer.get("sessions").intValue());
        ama.get("users/me/").expectProblem(401);
        phone.get("users/me/").expectProblem(401);
        ApiRequest.api("POST", "token/refresh/")
                .json(object("refresh", phone.refresh()))
                .send()
                .expectProblem(401);
        ApiRequest.api("POST", "token/")
                .json(object("username", ama.username(), "password", Account.PASSWORD))
                .send()
                .expectProblem(401);
        admin.patch(path, object("is_active", true)).expect(200);
        Account.signIn(ama.username(), Account.PASSWORD).get("users/me/").expect(200);
        // The sessions of before stay ended.
        ama.get("users/me/").expectProblem(401);
        assertEquals(List.of("user.reactivate", "user.deactivate"), actions());
    }

    @Test
    void rightsComeAndGoAtOnce() {
        ama.get("users/").expectProblem(403);
        admin.patch(path, object("is_admin", true)).expect(200);
        ama.get("users/").expect(200);
        admin.patch(path, object("is_admin", false)).expect(200);
        ama.get("users/").expectProblem(403);
        assertEquals(List.of("user.demote", "user.promote"), actions());
    }

    @Test
    void requestWithoutChangeIsNotAudited() {
        String tag = admin.get(path).header("ETag").orElse("");
        assertEquals(
                tag,
                admin.patch(path, object("is_active", true, "is_admin", false))
                        .expect(200)
                        .header("ETag")
                        .orElse(""));
        ama.get("users/me/").expect(200);
        assertEquals(List.of(), actions());
    }

    @Test
    void administratorCannotDemoteThemselves() {
        String own = "admin/users/" + admin.id() + "/";
        admin.patch(own, object("is_active", false)).expectProblem(409);
        admin.patch(own, object("is_admin", false)).expectProblem(409);
        admin.patch(own, object("is_admin", true)).expect(200);
    }

    // They demote each other: one request succeeds first, and the other user is then not an administrator.
    @Test
    void twoAdministratorsCannotDemoteEachOther() {
        var one = Account.createAdministrator();
        var other = Account.createAdministrator();
        var both = new ArrayList<CompletableFuture<Integer>>();
        Sql.runWhileLocked(
                () -> {
                    both.add(CompletableFuture.supplyAsync(() -> demote(one, other)));
                    both.add(CompletableFuture.supplyAsync(() -> demote(other, one)));
                    Eventually.holds(() -> Sql.lockWaits() >= 2);
                },
                "SELECT id FROM users WHERE id IN (?, ?) FOR UPDATE",
                one.id(),
                other.id());
        assertEquals(
                List.of(200, 403),
                both.stream().map(CompletableFuture::join).sorted().toList());
        for (var left : List.of(one, other)) {
            admin.patch("admin/users/" + left.id() + "/", object("is_admin", false))
                    .expect(200);
        }
    }

    private static int demote(Account by, Account whom) {
        return by.patch("admin/users/" + whom.id() + "/", object("is_admin", false))
                .status();
    }

    @Test
    void concurrentEditIsRejected() {
        String tag = admin.get(path).header("ETag").orElseThrow();
        ama.patch("users/me/", object("first_name", "Ama")).expect(200);
        admin.request("PATCH", path)
                .header("If-Match", tag)
                .json(object("is_active", false))
                .send()
                .expectProblem(412);
        ama.get("users/me/").expect(200);
        assertEquals(List.of(), actions());
    }

    @Test
    void onlyTrueAndFalseAreUnderstood() {
        for (Object wrong : new Object[] {null, "false", 0}) {
            assertEquals(
                    List.of("is_active"),
                    admin.patch(path, object("is_active", wrong))
                            .expectProblem(400)
                            .errorFields());
        }
    }

    @Test
    void sessionsEnd() {
        admin.delete(path + "sessions/").expect(204);
        ama.get("users/me/").expectProblem(401);
        Account.signIn(ama.username(), Account.PASSWORD);
        assertEquals(List.of("user.end_sessions"), actions());
        admin.delete("admin/users/" + Long.MAX_VALUE + "/sessions/").expectProblem(404);
    }

    @Test
    void messagesOfOthersAreReadAndDeletedWithAReason() {
        Account kofi = Account.register();
        String conversation = ama.createConversation("Moderated " + ama.username(), kofi);
        String message = ama.sendMessage(conversation, "An insult");
        ama.sendMessage(conversation, "A word");
        long id = Long.parseLong(conversation.split("/")[1]);
        JsonNode listed = admin.get("admin/conversations/?search=" + kofi.username())
                .results()
                .get(0);
        assertEquals(id, listed.get("id").longValue());
        assertEquals(2, listed.get("participant_count").intValue());
        assertEquals(2, listed.get("message_count").intValue());
        assertEquals(
                List.of(ama.id(), kofi.id()),
                ApiResponse.items(admin.get("admin/" + conversation).get("participants")).stream()
                        .map(person -> person.get("id").longValue())
                        .toList());
        assertEquals(List.of(), audited("action=conversation.read&target_id=" + id));
        assertEquals(
                "An insult",
                admin.get("admin/" + conversation + "messages/?search=insult")
                        .results()
                        .get(0)
                        .get("content")
                        .textValue());
        JsonNode read = audited("action=conversation.read&target_id=" + id).get(0);
        assertEquals("search: insult", read.get("detail").textValue());
        admin.delete("admin/" + message + "?reason=Rule%204").expect(204);
        kofi.get(message).expectProblem(404);
        assertEquals(1, kofi.get(conversation + "messages/").get("count").intValue());
        JsonNode deleted = audited("action=message.delete&actor=" + admin.id() + "&search=Rule%20Message.DELETE&from="
                        + Instant.now().minusSeconds(600))
                .get(0);
        assertEquals("Rule 4", deleted.get("detail").textValue());
        assertEquals(
                admin.username(), deleted.get("actor_details").get("username").textValue());
        admin.delete("admin/" + message).expectProblem(404);
        assertEquals(
                List.of("reason"),
                admin.delete("admin/" + message + "?reason=" + "x".repeat(501))
                        .expectProblem(400)
                        .errorFields());
    }

    @Test
    void administratorDeletesConversationForAllParticipants() throws Exception {
        Account kofi = Account.register();
        String group = ama.createConversation("Unlawful " + ama.username(), kofi);
        Object toThemselves = object("kind", "direct", "participants", List.of(kofi.id()));
        String direct = "conversations/"
                + ama.post("conversations/", toThemselves).expect(201).id() + "/";
        for (String conversation : List.of(group, direct)) {
            String message = ama.sendMessage(conversation, "An insult");
            try (EventClient kofis = EventClient.openEventStream(kofi)) {
                kofis.await("hello");
                admin.delete("admin/" + conversation + "?reason=Rule%205").expect(204);
                kofis.awaitEvent("conversation.deleted");
            }
            for (Account participant : List.of(ama, kofi)) {
                participant.get(conversation).expectProblem(404);
                participant.get(message).expectProblem(404);
                assertEquals(
                        conversation.equals(group) ? 1 : 0,
                        participant.get("conversations/").get("count").intValue());
            }
            admin.get("admin/" + conversation).expectProblem(404);
            admin.delete("admin/" + conversation).expectProblem(404);
            List<JsonNode> audited =
                    audited("target_type=conversation&target_id=" + conversation.split("/")[1]);
            assertEquals(1, audited.size());
            assertEquals("conversation.delete", audited.get(0).get("action").textValue());
            assertEquals("Rule 5", audited.get(0).get("detail").textValue());
        }
        assertEquals(
                List.of("reason"),
                admin.delete("admin/" + group + "?reason=" + "x".repeat(501))
                        .expectProblem(400)
                        .errorFields());
        // The two of them may have a conversation to themselves again, without anything of the deleted one.
        ApiResponse again = ama.post("conversations/", toThemselves).expect(201);
        assertNotEquals(Long.parseLong(direct.split("/")[1]), again.id());
        assertEquals(0, again.get("last_seq").intValue());
    }

    @Test
    void deletedConversationsAreGoneForAdministratorsToo() {
        String conversation = ama.createConversation("Deleted " + ama.username());
        ama.delete(conversation).expect(204);
        admin.get("admin/" + conversation).expectProblem(404);
        admin.get("admin/" + conversation + "messages/").expectProblem(404);
        assertEquals(
                0,
                admin.get("admin/conversations/?search=" + ama.username())
                        .get("count")
                        .intValue());
    }

    @ParameterizedTest
    @CsvSource({
        "audit/?actor=x, actor",
        "audit/?action=user.praise, action",
        "audit/?target_type=thing, target_type",
        "audit/?target_id=0, target_id",
        "audit/?from=yesterday, from",
        "audit/?to=2026-01-01, to",
        "counts/?by=minute, by",
        "counts/?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z, from",
        "counts/?from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z, from",
        "counts/?to=x, to"
    })
    void badFiltersAreNamed(String query, String field) {
        assertEquals(
                List.of(field), admin.get("admin/" + query).expectProblem(400).errorFields());
    }

    @Test
    void countsHaveAPointForEveryStep() {
        // A time that no other test uses.
        String conversation = ama.createConversation("Counted");
        ama.sendMessage(conversation, "One");
        ama.sendMessage(conversation, "Two");
        Sql.run(
                "UPDATE messages SET created_at = '2001-05-03 10:59:59.999999' WHERE conversation_id = ? AND seq = 1",
                conversation.split("/")[1]);
        Sql.run(
                "UPDATE messages SET created_at = '2001-05-03 12:00:00' WHERE conversation_id = ? AND seq = 2",
                conversation.split("/")[1]);
        Sql.run("INSERT INTO users_seen (seen_hour, user_id) VALUES ('2001-05-03 10:00:00', ?)", ama.id());
        Sql.run("INSERT INTO users_seen (seen_hour, user_id) VALUES ('2001-05-03 12:00:00', ?)", ama.id());
        List<JsonNode> hours = points("by=hour&from=2001-05-03T10:30:00Z&to=2001-05-03T13:00:00Z");
        assertEquals(
                List.of("2001-05-03T10:00:00.000000Z", "2001-05-03T11:00:00.000000Z", "2001-05-03T12:00:00.000000Z"),
                texts(hours, "at"));
        assertEquals(List.of(1, 0, 1), numbers(hours, "messages"));
        assertEquals(List.of(1, 0, 1), numbers(hours, "senders"));
        assertEquals(List.of(1, 0, 1), numbers(hours, "active_users"));
        List<JsonNode> days = points("from=2001-05-02T00:00:00Z&to=2001-05-04T00:00:00Z");
        assertEquals(List.of(0, 2), numbers(days, "messages"));
        assertEquals(List.of(0, 1), numbers(days, "senders"));
        assertEquals(List.of(0, 1), numbers(days, "active_users"));
        assertEquals(31, points("").size());
        assertEquals(49, points("by=hour").size());
    }

    @Test
    void connectionsOfAllServersAreAddedUpAtEachMoment() {
        for (Object[] sample : new Object[][] {
            {"2002-05-03 10:55:00", 1, 2, 3},
            {"2002-05-03 10:55:00", 2, 4, 1},
            {"2002-05-03 10:50:00", 1, 5, 0},
            {"2002-05-03 12:00:00", 3, 0, 1}
        }) {
            Sql.run(
                    "INSERT INTO connection_samples (sampled_at, server, event_streams, websockets)"
                            + " VALUES (?, CAST(? AS BINARY(16)), ?, ?)",
                    sample);
        }
        List<JsonNode> hours = points("by=hour&from=2002-05-03T10:00:00Z&to=2002-05-03T13:00:00Z");
        assertEquals(List.of(10, 0, 1), numbers(hours, "connections"));
        assertEquals(List.of(6, 0, 0), numbers(hours, "event_streams"));
        assertEquals(List.of(4, 0, 1), numbers(hours, "websockets"));
        List<JsonNode> days = points("from=2002-05-02T00:00:00Z&to=2002-05-04T00:00:00Z");
        assertEquals(List.of(0, 10), numbers(days, "connections"));
    }

    @Test
    void whoListensIsCounted() throws Exception {
        // What other tests' clients left.
        Sql.run("DELETE FROM connection_samples");
        try (EventClient stream = EventClient.openEventStream(ama);
                EventClient socket =
                        EventClient.openWebSocket("{\"type\":\"auth\",\"token\":\"" + ama.access() + "\"}")) {
            stream.await("hello");
            socket.await("hello");
            Eventually.holds(
                    () -> latest("event_streams") > 0 && latest("websockets") > 0 && latest("connections") > 1);
        }
    }

    private static int latest(String series) {
        List<Integer> all = numbers(points("by=hour"), series);
        return all.get(all.size() - 1);
    }

    @Test
    void whoUsesTheServerIsSeen() {
        ama.get("users/me/").expect(200);
        Eventually.holds(() -> count() == 1);
    }

    private int count() {
        return Integer.parseInt(
                Sql.text("n", "SELECT COUNT(DISTINCT user_id) AS n FROM users_seen WHERE user_id = ?", ama.id()));
    }

    private static List<JsonNode> points(String query) {
        return ApiResponse.items(admin.get("admin/counts/?" + query).expect(200).get("points"));
    }

    private static List<String> texts(List<JsonNode> nodes, String field) {
        return nodes.stream().map(node -> node.get(field).textValue()).toList();
    }

    private static List<Integer> numbers(List<JsonNode> nodes, String field) {
        return nodes.stream().map(node -> node.get(field).intValue()).toList();
    }
}
