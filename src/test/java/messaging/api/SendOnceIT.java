package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import messaging.it.Account;
import messaging.it.ApiResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that did not hear the answer sends again, and the message is there once. */
@Tag("database")
class SendOnceIT { // S-PLUS-4

    private static final String HEADER = "Idempotency-Key";

    private final Account ama = Account.register();
    private final Account kofi = Account.register();
    private String conversation;
    private String messages;

    @BeforeEach
    void createConversation() {
        conversation = ama.createConversation("Lunch", kofi);
        messages = conversation + "messages/";
    }

    @Test
    void theSameRequestIsTheSameMessage() {
        ApiResponse first = ama.post(messages, message("Hello", "a-1")).expect(201);
        assertEquals("a-1", first.get("client_id").textValue());
        ApiResponse second = ama.post(messages, message("Hello", "a-1")).expect(200);
        assertEquals(first.json(), second.json());
        assertEquals(first.header("Location"), second.header("Location"));
        assertEquals(first.header("ETag"), second.header("ETag"));
        assertEquals(1, ama.get(messages).get("count").intValue());
        assertEquals(first.get("version"), ama.get(conversation).get("version"), "the second request changed nothing");
    }

    @Test
    void headerAndFieldAreTheSameId() {
        ApiResponse first = withHeader("b-1", object("content", "Hello")).expect(201);
        assertEquals("b-1", first.get("client_id").textValue());
        assertEquals(
                first.id(),
                ama.post(messages, message("Hello", "b-1")).expect(200).id());
        assertEquals(
                first.id(),
                withHeader("b-1", message("Hello", "b-1")).expect(200).id());
        assertEquals(
                List.of(HEADER),
                withHeader("b-2", message("Hello", "b-1")).expectProblem(400).errorFields());
    }

    @Test
    void otherContentWithTheSameIdIsRefused() {
        ApiResponse target = ama.post(messages, message("First", null)).expect(201);
        ama.post(messages, message("Hello", "c-1")).expect(201);
        ama.post(messages, message("Hello!", "c-1")).expectProblem(409);
        ama.post(messages, object("content", "Hello", "client_id", "c-1", "reply_to", target.id()))
                .expectProblem(409);
        ama.post(messages, message("Hello", "C-1")).expect(201);
        assertEquals(3, ama.get(messages).get("count").intValue());
    }

    @Test
    void anIdIsOnesOwnAndOfOneConversation() {
        long amas = ama.post(messages, message("Hello", "d-1")).expect(201).id();
        long kofis = kofi.post(messages, message("Hello", "d-1")).expect(201).id();
        String elsewhere = ama.createConversation("Dinner", kofi) + "messages/";
        long other = ama.post(elsewhere, message("Hello", "d-1")).expect(201).id();
        assertEquals(3, List.of(amas, kofis, other).stream().distinct().count());
    }

    @Test
    void retryReturnsCurrentMessage() {
        ApiResponse sent = ama.post(messages, message("Hello", "e-1")).expect(201);
        String path = messages + sent.id() + "/";
        ama.patch(path, object("content", "Hello all")).expect(200);
        kofi.request("PUT", path + "reactions/%F0%9F%91%8D/").send().expect(204);

        ApiResponse again = ama.post(messages, message("Hello", "e-1")).expect(200);
        assertEquals("Hello all", again.get("content").textValue());
        assertEquals(ama.get(path).json(), again.json());
        // What counts is what was asked for then.
        ama.post(messages, message("Hello all", "e-1")).expectProblem(409);
    }

    @Test
    void aDeletedMessageIsNotSentAgain() {
        ApiResponse sent = ama.post(messages, message("Hello", "f-1")).expect(201);
        ama.delete(messages + sent.id() + "/").expect(204);
        ama.post(messages, message("Hello", "f-1")).expectProblem(410);
        ama.post(messages, message("Something else", "f-1")).expectProblem(409);
        assertEquals(0, ama.get(messages).get("count").intValue());
    }

    @Test
    void withoutAnIdEveryRequestIsAMessage() {
        assertNull(ama.post(messages, message("Hello", null))
                .expect(201)
                .get("client_id")
                .textValue());
        ama.post(messages, object("content", "Hello")).expect(201);
        assertEquals(2, ama.get(messages).get("count").intValue());
    }

    @Test
    void idsAreOneToSixtyFourCharactersAndComparedByteForByte() {
        for (String bad : List.of("", "x".repeat(65), "🍕".repeat(65), "a\u0000b")) {
            assertEquals(
                    List.of("client_id"),
                    ama.post(messages, message("Hello", bad)).expectProblem(400).errorFields());
        }
        // Equal under the database's collations, and still different ids.
        for (String id : List.of("🍕".repeat(64), "🍔".repeat(64), "é", "e\u0301", "É", "e", "e ")) {
            ApiResponse sent = ama.post(messages, message("Hello", id)).expect(201);
            assertEquals(id, sent.get("client_id").textValue());
            ama.post(messages, message("Hello", id)).expect(200);
        }
        assertEquals(
                List.of(HEADER),
                withHeader("x".repeat(65), object("content", "Hello"))
                        .expectProblem(400)
                        .errorFields());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void manyAtOnceSendOneMessage(boolean inTheHeader) {
        List<Callable<ApiResponse>> requests = IntStream.range(0, 24)
                .<Callable<ApiResponse>>mapToObj(i -> () -> inTheHeader
                        ? withHeader("g-" + i % 3, object("content", "Message " + i % 3))
                        : ama.post(messages, message("Message " + i % 3, "g-" + i % 3)))
                .toList();
        List<ApiResponse> answers = Concurrently.run(requests);

        Map<Integer, Long> statuses = answers.stream()
                .collect(Collectors.groupingBy(ApiResponse::status, TreeMap::new, Collectors.counting()));
        assertEquals(Map.of(201, 3L, 200, 21L), statuses);
        assertEquals(3, answers.stream().map(ApiResponse::id).distinct().count());
        assertEquals(3, ama.get(conversation).get("last_seq").intValue());
        assertEquals(3, ama.get(messages).get("count").intValue());
    }

    @Test
    void manyAtOnceWithOtherContentSendOneOfThem() {
        List<Callable<ApiResponse>> requests = IntStream.range(0, 12)
                .<Callable<ApiResponse>>mapToObj(i -> () -> ama.post(messages, message("Message " + i, "h-1")))
                .toList();
        List<ApiResponse> answers = Concurrently.run(requests);
        assertEquals(
                1, answers.stream().filter(answer -> answer.status() == 201).count());
        assertTrue(answers.stream().allMatch(answer -> answer.status() == 201 || answer.status() == 409));
        assertEquals(1, ama.get(conversation).get("last_seq").intValue());
    }

    @Test
    void aRequestThatFailedMayBeRepeatedInAnotherForm() {
        ama.post(messages, object("content", "Hello", "client_id", "i-1", "reply_to", Long.MAX_VALUE))
                .expectProblem(400);
        ama.post(messages, message("Hello", "i-1")).expect(201);
    }

    private ApiResponse withHeader(String id, Object body) {
        return ama.request("POST", messages).header(HEADER, id).json(body).send();
    }

    private static Map<String, Object> message(String content, String clientId) {
        return object("content", content, "client_id", clientId);
    }
}
