package messaging.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import messaging.it.Account;
import messaging.it.ApiResponse;
import messaging.it.EventClient;
import messaging.it.Sql;
import messaging.it.TestStage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Missed changes are read over REST. */
@Tag("database")
class SyncIT { // S-PLUS-5

    private final Account ama = Account.register();
    private final Account kofi = Account.register();
    private final String conversation = ama.createConversation("Project", kofi);
    private final String id = conversation.split("/")[1];

    @Test
    void changesSinceSyncTokenAreReturned() {
        var before = kofi.get("sync/").expect(200);
        assertEquals(0, before.get("conversations").size());
        var kept = ama.sendMessage(conversation, "kept");
        ama.delete(ama.sendMessage(conversation, "gone")).expect(204);
        kofi.post(conversation + "read/", object("seq", 1)).expect(200);
        var answer = since(before);
        var changes = of(answer, id);
        var types = events(changes, "type");
        assertTrue(types.containsAll(List.of("message.created", "message.deleted")), answer::toString);
        assertEquals(4, changes.get("to").longValue());
        assertTrue(changes.toString().contains("\"kept\""));
        assertFalse(changes.toString().contains("\"gone\""));
        assertEquals(kofi.id(), answer.at("/reads/1/user").longValue());
        assertEquals(0, answer.at("/inbox/0/unread_count").longValue());
        ama.delete(kept).expect(204);
        assertEquals(5, of(since(before), id).get("to").longValue());
    }

    @Test
    void changesCommittedAroundSyncTokenAreReturned() {
        IntStream.rangeClosed(1, 5).forEach(i -> ama.sendMessage(conversation, "old " + i));
        // As if more time had passed.
        for (var table : List.of("conversations", "participants", "messages", "inbox_entries")) {
            Sql.run("UPDATE " + table + " SET changed_at = changed_at - INTERVAL 1 HOUR WHERE "
                    + (table.equals("conversations") ? "id" : "conversation_id") + " = " + id);
        }
        var before = kofi.get("sync/").expect(200);
        assertEquals(0, since(before).get("conversations").size());
        ama.sendMessage(conversation, "new");
        var changes = of(since(before), id);
        assertEquals(6, changes.get("from").longValue());
        assertEquals(List.of("message.created"), events(changes, "type"));
    }

    @Test
    void changesSinceVersionsAreReturned() {
        ama.sendMessage(conversation, "one");
        ama.sendMessage(conversation, "two");
        var answer = versions(Map.of(id, 2));
        assertEquals(2, of(answer, id).get("from").longValue());
        assertEquals(1, of(answer, id).get("events").size());
        assertEquals(0, versions(Map.of(id, 3)).get("conversations").size());
        assertEquals("joined", of(versions(Map.of()), id).get("type").textValue());
    }

    @Test
    void responseIsPagedByConversation() {
        var others = IntStream.range(0, 4)
                .mapToObj(i -> ama.createConversation("More " + i, kofi))
                .toList();
        var before = kofi.get("sync/").expect(200);
        others.forEach(other -> ama.sendMessage(other, "Hello"));
        var found = new TreeMap<Long, JsonNode>();
        var path = "sync/?limit=2&since=" + before.get("position").textValue();
        var pages = 0;
        for (JsonNode page = null; page == null || page.get("more").booleanValue(); pages++) {
            page = kofi.get(path).expect(200).json();
            assertTrue(Set.copyOf(page.get("conversations").findValuesAsText("conversation"))
                            .size()
                    <= 2);
            page.get("conversations")
                    .forEach(one -> found.put(one.get("conversation").longValue(), one));
            path = "sync/?limit=2&since=" + page.get("position").textValue();
        }
        assertEquals(5, found.size());
        assertEquals(3, pages);
    }

    @Test
    void pageEndsAfterMaximumNumberOfEvents() {
        var ids = Stream.of("First", "Second", "Third")
                .map(title -> ama.createConversation(title, kofi).split("/")[1])
                .toList();
        ids.forEach(one -> fill(one, 300));
        var known = new HashMap<>(Map.of(id, 1));
        ids.forEach(one -> known.put(one, 1));
        var first = versions(known);
        assertTrue(first.get("more").booleanValue());
        assertEquals(
                ids.subList(0, 2),
                ApiResponse.items(first.get("conversations")).stream()
                        .map(told -> told.get("conversation").asText())
                        .toList());
        known.put(ids.get(0), 301);
        known.put(ids.get(1), 301);
        var second = versions(known);
        assertFalse(second.get("more").booleanValue());
        assertEquals(300, of(second, ids.get(2)).get("events").size());
    }

    private void fill(String conversation, int messages) {
        Sql.run(
                "INSERT INTO messages (conversation_id, seq, sender_id, content, version, sent_version, created_at, updated_at)"
                        + " SELECT ?, n, ?, 'many', n + 1, n + 1, NOW(6), NOW(6) FROM (WITH RECURSIVE numbers AS"
                        + " (SELECT 1 AS n UNION ALL SELECT n + 1 FROM numbers WHERE n < ?) SELECT n FROM numbers) x",
                Long.parseLong(conversation),
                ama.id(),
                messages);
        Sql.run(
                "UPDATE conversations SET last_seq = ?, version = ? WHERE id = ?",
                messages,
                messages + 1,
                Long.parseLong(conversation));
    }

    @Test
    void tooManyChangesReturnGap() {
        fill(id, 600);
        var gap = of(versions(Map.of(id, 11)), id);
        assertEquals("gap", gap.get("type").textValue());
        assertEquals(11, gap.get("from").longValue());
        assertEquals(601, gap.get("to").longValue());
        var first = kofi.request("GET", gap.get("catch_up").textValue().substring("/api/v1/".length()))
                .send()
                .expect(200)
                .results()
                .get(0);
        assertEquals(11, first.get("seq").longValue());
        assertEquals("changes", of(versions(Map.of(id, 101)), id).get("type").textValue());
    }

    @Test
    void removedParticipantReceivesRemovalAndNothingLater() {
        var esi = Account.register();
        ama.post(conversation + "participants/", object("user", esi.id())).expect(201);
        var before = esi.get("sync/").expect(200);
        ama.delete(conversation + "participants/" + esi.id() + "/").expect(204);
        ama.sendMessage(conversation, "among ourselves");
        for (var answer : List.of(
                since(esi, before),
                esi.post("sync/", object("versions", Map.of(id, 2))).expect(200).json())) {
            assertFalse(answer.toString().contains("among ourselves"), answer::toString);
            assertTrue(answer.toString().contains("participant.removed"), answer::toString);
            assertEquals(3, of(answer, id).get("to").longValue());
        }
    }

    @Test
    void versionFromFutureReturnsGapFromZero() {
        var gap = of(versions(Map.of(id, 1_000)), id);
        assertEquals("gap", gap.get("type").textValue());
        assertEquals(0, gap.get("from").longValue());
        assertEquals(1, gap.get("to").longValue());
        assertTrue(gap.get("catch_up").textValue().contains("after=0"), gap::toString);
        assertEquals(0, versions(Map.of(id, 1)).get("conversations").size());
    }

    @Test
    void removedParticipantReceivesNoOtherChangeOfSameVersion() {
        var before = kofi.get("sync/").expect(200);
        ama.sendMessage(conversation, "before");
        ama.put(conversation, object("title", "Without Kofi", "participants", List.of()))
                .expect(200);
        for (var answer : List.of(since(before), versions(Map.of(id, 1)))) {
            var changes = of(answer, id);
            var types = events(changes, "type");
            assertEquals(
                    List.of("message.created", "participant.removed"), types.subList(types.size() - 2, types.size()));
            assertEquals(3, changes.get("to").longValue());
            assertFalse(answer.toString().contains("Without Kofi"), answer::toString);
        }
    }

    @Test
    void removalAndDeletionAreReturnedDespiteTooManyChanges() {
        fill(id, 600);
        ama.delete(conversation + "participants/" + kofi.id() + "/").expect(204);
        var removal = of(versions(Map.of(id, 11)), id);
        assertEquals(List.of("participant.removed"), events(removal, "type"));
        assertEquals(602, removal.get("to").longValue());
        ama.delete(conversation).expect(204);
        var deletion = of(
                ama.post("sync/", object("versions", Map.of(id, 11)))
                        .expect(200)
                        .json(),
                id);
        assertEquals(List.of("conversation.deleted"), events(deletion, "type"));
        assertEquals(603, deletion.get("to").longValue());
    }

    @Test
    void changesOfMessagesBeforeJoiningAreHidden() {
        ama.patch(conversation, object("history", "joined")).expect(200);
        var hidden = ama.sendMessage(conversation, "before");
        var esi = Account.register();
        ama.post(conversation + "participants/", object("user", esi.id())).expect(201);
        var version = ama.get(conversation).get("version").longValue();
        ama.patch(hidden, object("content", "before, edited")).expect(200);
        ama.sendMessage(conversation, "after");
        var answer = esi.post("sync/", object("versions", Map.of(id, version))).expect(200);
        assertFalse(answer.text().contains("before"), answer::toString);
        assertTrue(answer.text().contains("after"), answer::toString);
    }

    // 17 digits of microseconds: a time that no database has had.
    @Test
    void syncTokenFromFutureReturnsEverything() {
        var future = Base64.getUrlEncoder().withoutPadding().encodeToString("99999999999999999".getBytes(US_ASCII));
        var answer = kofi.get("sync/?since=" + future).expect(200).json();
        assertEquals("joined", answer.at("/conversations/0/type").textValue(), answer::toString);
        try (var kofis = EventClient.openEventStream(TestStage.url(), kofi.access(), future)) {
            kofis.await("joined");
            kofis.await("caught_up");
        }
        // The same token between two pages.
        var page = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("99999999999999999.1.99999999999999999".getBytes(US_ASCII));
        var second = kofi.get("sync/?since=" + page).expect(200).json();
        assertEquals("joined", second.at("/conversations/0/type").textValue(), second::toString);
    }

    @Test
    void invalidParametersAreRejected() {
        assertEquals(
                List.of("since"),
                kofi.get("sync/?since=nonsense").expectProblem(400).errorFields());
        assertEquals(
                List.of("limit"), kofi.get("sync/?limit=0").expectProblem(400).errorFields());
        for (String limit :
                List.of("2147483647", "2147483648", "9223372036854775808", "1" + "0".repeat(50), "0100", "")) {
            kofi.get("sync/?limit=" + limit).expect(200);
        }
        assertEquals(
                List.of("versions"),
                kofi.post("sync/", object("versions", object("x", 1)))
                        .expectProblem(400)
                        .errorFields());
        assertEquals(
                List.of("versions"),
                kofi.post("sync/", object("versions", object("1", -1)))
                        .expectProblem(400)
                        .errorFields());
        assertEquals(
                List.of("versions"),
                kofi.post("sync/", object()).expectProblem(400).errorFields());
    }

    private JsonNode since(ApiResponse before) {
        return since(kofi, before);
    }

    private static JsonNode since(Account account, ApiResponse before) {
        return account.get("sync/?since=" + before.get("position").textValue())
                .expect(200)
                .json();
    }

    private JsonNode versions(Map<String, Integer> versions) {
        return kofi.post("sync/", object("versions", versions)).expect(200).json();
    }

    private static JsonNode of(JsonNode answer, String conversation) {
        return StreamSupport.stream(answer.get("conversations").spliterator(), false)
                .filter(one -> one.get("conversation").asText().equals(conversation))
                // A recent participant receives a joined entry first.
                .reduce((first, last) -> last)
                .orElseThrow(() -> new AssertionError(answer.toString()));
    }

    private static List<String> events(JsonNode changes, String member) {
        return StreamSupport.stream(changes.get("events").spliterator(), false)
                .map(event -> event.get(member).asText())
                .toList();
    }
}
