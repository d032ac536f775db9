package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import messaging.it.Account;
import messaging.it.ApiResponse;
import messaging.it.Sql;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Messages of a conversation. */
@Tag("database")
class MessagesIT {

    private static final int SENDERS = 16;
    private static final int EACH = 6;

    private final Account ama = Account.register();
    private final Account kofi = Account.register();
    private String conversation;
    private String messages;

    @BeforeEach
    void createConversation() {
        conversation = ama.createConversation("Lunch", kofi);
        messages = conversation + "messages/";
    }

    @Test // S-API-8
    void answersASentMessageWithItsPlace() {
        ApiResponse sent = kofi.post(messages, object("content", "Hello")).expect(201);
        String place = sent.header("Location").orElseThrow();
        assertTrue(place.endsWith("/api/v1/" + messages + sent.id() + "/"), place);
        assertEquals("conversations/" + sent.get("conversation").longValue() + "/", conversation);
        assertEquals(kofi.id(), sent.get("sender").longValue());
        assertEquals(kofi.username(), sent.get("sender_details").get("username").textValue());
        assertEquals("Hello", sent.get("content").textValue());
        assertEquals(sent.get("created_at"), sent.get("updated_at"));
        ApiResponse read = ama.get(messages + sent.id() + "/").expect(200);
        assertEquals(sent.json(), read.json());
        assertEquals(sent.header("ETag"), read.header("ETag"));
        // To the microsecond.
        assertEquals(sent.get("created_at"), ama.get(conversation).get("updated_at"));
    }

    @Test // S-API-8
    void senderIsAlwaysTheCaller() {
        ApiResponse sent = kofi.post(
                        messages, object("content", "Hello", "sender", ama.id(), "conversation", 1, "id", 1, "seq", 77))
                .expect(201);
        assertEquals(kofi.id(), sent.get("sender").longValue());
        assertEquals(1, sent.get("seq").longValue());
        assertNotEquals(1, sent.id());
    }

    @Test // S-API-8
    void onlyTheSenderEdits() {
        String message = kofi.sendMessage(conversation, "Hello");
        ama.put(message, object("content", "Mine")).expectProblem(403);
        ama.patch(message, object("content", "Mine")).expectProblem(403);
        assertEquals("Hello", ama.get(message).get("content").textValue());

        ApiResponse put = kofi.put(message, object("content", "One")).expect(200);
        assertEquals("One", put.get("content").textValue());
        ApiResponse patched = kofi.patch(message, object("content", "Two")).expect(200);
        assertEquals("Two", patched.get("content").textValue());
        assertEquals(put.get("created_at"), patched.get("created_at"));
        assertEquals(1, patched.get("seq").longValue());
        assertTrue(patched.get("updated_at")
                        .textValue()
                        .compareTo(patched.get("created_at").textValue())
                > 0);
    }

    @Test // S-API-8
    void putNeedsContentAndPatchDoesNot() {
        String message = kofi.sendMessage(conversation, "Hello");
        assertEquals(
                List.of("content"),
                kofi.put(message, object()).expectProblem(400).errorFields());
        assertEquals(
                List.of("content"),
                kofi.patch(message, object("content", null)).expectProblem(400).errorFields());
        ApiResponse same = kofi.patch(message, object()).expect(200);
        assertEquals(same.get("created_at"), same.get("updated_at"));
    }

    @Test // S-API-8
    void onlySenderAndOwnerDeleteMessages() {
        Account efua = Account.register();
        ama.patch(conversation, object("participants", List.of(kofi.id(), efua.id())))
                .expect(200);
        String first = kofi.sendMessage(conversation, "One");
        String second = kofi.sendMessage(conversation, "Two");
        efua.delete(first).expectProblem(403);
        kofi.delete(first).expect(204);
        ama.delete(second).expect(204);
        String owners = ama.sendMessage(conversation, "Three");
        kofi.delete(owners).expectProblem(403);
    }

    @Test // S-API-8
    void deletedMessageLeavesNoContentInDatabase() {
        String message = kofi.sendMessage(conversation, "Regrettable");
        ama.sendMessage(conversation, "What?");
        long id = kofi.get(message).id();
        kofi.delete(message).expect(204);

        kofi.get(message).expectProblem(404);
        kofi.delete(message).expectProblem(404);
        kofi.patch(message, object("content", "Back")).expectProblem(404);
        ApiResponse left = kofi.get(messages).expect(200);
        assertEquals(1, left.get("count").intValue());
        assertEquals(List.of(2L), seqs(left));
        assertEquals(0, kofi.get(messages + "?search=Regrettable").get("count").intValue());
        // The row stays, so that the numbers have no gap (S-PLUS-2).
        assertNull(Sql.text("content", "SELECT content FROM messages WHERE id = ?", id));
    }

    @Test // S-API-8
    void aMessageIsInItsOwnConversationOnly() {
        String message = kofi.sendMessage(conversation, "Hello");
        String elsewhere = kofi.createConversation("Other", ama) + "messages/"
                + kofi.get(message).id() + "/";
        kofi.get(elsewhere).expectProblem(404);
        kofi.patch(elsewhere, object("content", "Moved")).expectProblem(404);
        kofi.delete(elsewhere).expectProblem(404);
        kofi.get(message).expect(200);
    }

    @Test // S-TEXT-7
    void charactersAreCountedAsUsersSeeThem() {
        for (String character : List.of("e\u0301", "🇬🇭", "👍🏽", "नि", "\u1112\u1161\u11ab", "\r\n")) {
            int most = Math.min(10_000, 65_535 / character.getBytes(StandardCharsets.UTF_8).length);
            String longest = character.repeat(most - 1) + "x";
            assertEquals(
                    longest,
                    kofi.get(ama.sendMessage(conversation, longest))
                            .get("content")
                            .textValue());
        }
        for (String tooLong : List.of(
                ("e\u0301").repeat(10_001),
                "👨‍👩‍👧‍👦".repeat(2_700),
                "a" + "\u0301".repeat(40_000),
                "x" + "\r\n".repeat(10_000))) {
            ApiResponse refused = ama.post(messages, object("content", tooLong)).expectProblem(400);
            assertEquals(List.of("content"), refused.errorFields());
        }
        String zalgo = "a" + "\u0301".repeat(32_000);
        assertEquals(
                zalgo,
                ama.get(ama.sendMessage(conversation, zalgo)).get("content").textValue());
    }

    @Test // S-API-8
    void contentHasOneToTenThousandCharacters() {
        for (String bad : List.of("", "x".repeat(10_001), "😀".repeat(10_001), "a\u0000b")) {
            assertEquals(
                    List.of("content"),
                    ama.post(messages, object("content", bad))
                            .expectProblem(400)
                            .errorFields());
        }
        // S-TEXT-3: nothing that a reader sees
        for (String blank : List.of(
                " ",
                "\n\r\n",
                "\t",
                "\u200b",
                "\u2800",
                "\u3164",
                "\u115f\u00ad",
                "\u00a0\u3000",
                "\u0301",
                "\ufe0f",
                "\u202e")) {
            String message = ama.sendMessage(conversation, "Hello");
            for (ApiResponse answer : List.of(
                    ama.post(messages, object("content", blank)),
                    ama.put(message, object("content", blank)),
                    ama.patch(message, object("content", blank)))) {
                assertEquals(List.of("content"), answer.expectProblem(400).errorFields());
            }
            ama.delete(message).expect(204);
        }
        String longest = "😀".repeat(10_000);
        String message = ama.sendMessage(conversation, longest);
        assertEquals(longest, kofi.get(message).get("content").textValue());
        assertEquals(1, kofi.get(messages).get("count").intValue());
    }

    @Test // S-API-8
    void anEntityTagGuardsAgainstLostEdits() {
        String message = ama.sendMessage(conversation, "Hello");
        String tag = ama.get(message).header("ETag").orElseThrow();
        String next = ama.request("PATCH", message)
                .header("If-Match", tag)
                .json(object("content", "Hello!"))
                .send()
                .expect(200)
                .header("ETag")
                .orElseThrow();
        ama.request("PUT", message)
                .header("If-Match", tag)
                .json(object("content", "Lost"))
                .send()
                .expectProblem(412);
        ama.request("DELETE", message).header("If-Match", tag).send().expectProblem(412);
        ama.request("DELETE", message).header("If-Match", next).send().expect(204);
    }

    @Test // S-API-8
    void aSentMessageRaisesItsConversation() {
        String later = ama.createConversation("Dinner", kofi);
        assertEquals(later, first(kofi));
        ama.sendMessage(conversation, "Hello");
        assertEquals(conversation, first(kofi));
    }

    @Test // S-PLUS-2
    void concurrentSendsAreNumberedWithoutGaps() {
        List<Callable<List<ApiResponse>>> senders = IntStream.range(0, SENDERS)
                .<Callable<List<ApiResponse>>>mapToObj(sender -> () -> IntStream.range(0, EACH)
                        .mapToObj(i ->
                                (sender % 2 == 0 ? ama : kofi).post(messages, object("content", sender + " says " + i)))
                        .toList())
                .toList();
        List<ApiResponse> sent =
                Concurrently.run(senders).stream().flatMap(List::stream).toList();

        assertEquals(
                LongStream.rangeClosed(1, SENDERS * EACH).boxed().toList(),
                sent.stream()
                        .map(answer -> answer.expect(201).get("seq").longValue())
                        .sorted()
                        .toList());
        ApiResponse list = ama.get(messages + "?limit=100&ordering=seq").expect(200);
        assertEquals(SENDERS * EACH, list.get("count").intValue());
        assertEquals(LongStream.rangeClosed(1, SENDERS * EACH).boxed().toList(), seqs(list));
        // In the order of the numbers, neither time nor id ever runs backwards.
        assertSorted(list.results().stream()
                .map(message -> message.get("created_at").textValue())
                .toList());
        assertSorted(list.results().stream()
                .map(message -> message.get("id").longValue())
                .toList());
        assertEquals(SENDERS * EACH, ama.get(conversation).get("last_seq").intValue());
    }

    @Test // S-PLUS-2
    void nothingIsLostWhenAllKindsOfChangesMeet() {
        List<String> own = IntStream.range(0, 8)
                .mapToObj(i -> ama.sendMessage(conversation, "Message " + i))
                .toList();
        long start = ama.get(conversation).get("version").longValue();
        List<Callable<ApiResponse>> changes = IntStream.range(0, 24)
                .<Callable<ApiResponse>>mapToObj(i -> () -> switch (i % 3) {
                    case 0 -> kofi.post(messages, object("content", "Reply " + i));
                    case 1 -> ama.patch(own.get(i / 3), object("content", "Edited " + i));
                    default -> ama.patch(conversation, object("title", "Title " + i));
                })
                .toList();
        Concurrently.run(changes).forEach(answer -> assertTrue(answer.status() < 300, answer::toString));
        assertEquals(start + 24, ama.get(conversation).get("version").longValue());
        assertEquals(16, ama.get(conversation).get("last_seq").longValue());
    }

    private static <T extends Comparable<T>> void assertSorted(List<T> values) {
        assertEquals(values.stream().sorted().toList(), values);
    }

    private static String first(Account account) {
        JsonNode newest = account.get("conversations/").results().get(0);
        return "conversations/" + newest.get("id").longValue() + "/";
    }

    private static List<Long> seqs(ApiResponse list) {
        return list.results().stream()
                .map(message -> message.get("seq").longValue())
                .toList();
    }
}
