package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import messaging.it.Account;
import messaging.it.ApiResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Conversations that are begun more than once: direct ones, and repeated requests. */
@Tag("database")
class BeginningIT { // S-PLUS-1, S-PLUS-4

    private static final String CONVERSATIONS = "conversations/";
    private static Account ama;
    private static Account kofi;
    private static Account esi;

    @BeforeAll
    static void register() {
        ama = Account.register();
        kofi = Account.register();
        esi = Account.register();
    }

    @Test // S-PLUS-1
    void twoPeopleHaveOneDirectConversation() {
        Account efua = Account.register();
        ApiResponse made = ama.post(CONVERSATIONS, direct(efua)).expect(201);
        assertEquals("direct", made.get("kind").textValue());
        for (String none : List.of("title", "owner", "role", "last_message")) {
            assertTrue(made.get(none).isNull(), none);
        }
        ApiResponse again = efua.post(CONVERSATIONS, direct(ama)).expect(200);
        assertEquals(made.json(), again.json());
        assertEquals(made.header("Location"), again.header("Location"));
        assertEquals(made.header("ETag"), again.header("ETag"));
        // The caller may be listed or not, once or more.
        assertEquals(
                made.id(),
                ama.post(
                                CONVERSATIONS,
                                object("kind", "direct", "participants", List.of(efua.id(), ama.id(), efua.id())))
                        .expect(200)
                        .id());
        assertNotEquals(made.id(), ama.post(CONVERSATIONS, direct(esi)).id());
        // A group of two is something else.
        ama.post(CONVERSATIONS, object("participants", List.of(efua.id()))).expect(201);
        ama.get(CONVERSATIONS + made.id() + "/participants/")
                .expect(200)
                .results()
                .forEach(one -> assertTrue(one.get("role").isNull()));
        assertEquals(
                List.of(made.id()),
                efua.get(CONVERSATIONS + "?kind=direct").results().stream()
                        .map(one -> one.get("id").longValue())
                        .toList());
    }

    @Test // S-PLUS-1
    void bothMayAskAtTheSameMoment() {
        for (int round = 0; round < 3; round++) {
            Account one = Account.register();
            Account other = Account.register();
            List<Callable<ApiResponse>> tasks = IntStream.range(0, 8)
                    .<Callable<ApiResponse>>mapToObj(i -> () -> i % 2 == 0
                            ? one.post(CONVERSATIONS, direct(other))
                            : other.post(CONVERSATIONS, direct(one)))
                    .toList();
            assertMadeOnce(Concurrently.run(tasks));
        }
    }

    @Test // S-PLUS-1
    void namesEverythingThatFitsNoDirectConversation() {
        Map<String, Object> wrong = object(
                "kind", "direct", "title", "Us", "history", "joined", "participants", List.of(kofi.id(), esi.id()));
        assertEquals(
                List.of("title", "history", "participants"),
                ama.post(CONVERSATIONS, wrong).expectProblem(400).errorFields());
        for (List<Long> participants : List.of(List.<Long>of(), List.of(ama.id()), List.of(Long.MAX_VALUE))) {
            assertEquals(
                    List.of("participants"),
                    ama.post(CONVERSATIONS, object("kind", "direct", "participants", participants))
                            .expectProblem(400)
                            .errorFields());
        }
        for (Object kind : new Object[] {"channel", "", "DIRECT", 1, true, List.of()}) {
            assertEquals(
                    List.of("kind"),
                    ama.post(CONVERSATIONS, object("kind", kind))
                            .expectProblem(400)
                            .errorFields(),
                    String.valueOf(kind));
        }
        ama.post(CONVERSATIONS, object()).expect(201);
    }

    @Test // S-PLUS-4
    void aRepeatedRequestMakesNothingTwice() {
        Map<String, Object> body =
                object("title", "Lunch", "participants", List.of(kofi.id(), esi.id()), "client_id", id());
        ApiResponse made = ama.post(CONVERSATIONS, body).expect(201);
        String conversation = CONVERSATIONS + made.id() + "/";
        ama.patch(conversation, object("title", "Dinner")).expect(200);
        body.put("participants", List.of(esi.id(), kofi.id(), ama.id()));
        ApiResponse again = ama.post(CONVERSATIONS, body).expect(200);
        assertEquals(made.id(), again.id());
        assertEquals("Dinner", again.get("title").textValue(), "as it is now");
        for (Map.Entry<String, Object> other : object(
                        "title", "Tea", "participants", List.of(esi.id()), "history", "joined")
                .entrySet()) {
            Map<String, Object> changed = new LinkedHashMap<>(body);
            changed.put(other.getKey(), other.getValue());
            ama.post(CONVERSATIONS, changed).expectProblem(409);
        }
        // Another's ids are another's.
        kofi.post(CONVERSATIONS, body).expect(201);
        ama.delete(conversation).expect(204);
        ama.post(CONVERSATIONS, body).expectProblem(410);
    }

    @Test // S-PLUS-4
    void theIdMayComeInTheHeader() {
        String id = id();
        ApiResponse made = begin(id, object("title", "Lunch")).expect(201);
        assertEquals(made.id(), begin(id, object("title", "Lunch")).expect(200).id());
        assertEquals(
                made.id(),
                ama.post(CONVERSATIONS, object("title", "Lunch", "client_id", id))
                        .expect(200)
                        .id());
        assertEquals(
                made.id(),
                begin(id, object("title", "Lunch", "client_id", id)).expect(200).id());
        begin(id, object("title", "Lunch", "client_id", id + "x")).expectProblem(400);
        for (String wrong : List.of("", "x".repeat(65))) {
            assertEquals(
                    List.of("client_id"),
                    ama.post(CONVERSATIONS, object("client_id", wrong))
                            .expectProblem(400)
                            .errorFields());
        }
        ama.post(CONVERSATIONS, object("client_id", "🍕".repeat(48) + id.substring(0, 16)))
                .expect(201);
        // Byte for byte.
        assertNotEquals(
                made.id(),
                ama.post(CONVERSATIONS, object("title", "Lunch", "client_id", id.toUpperCase(Locale.ROOT)))
                        .expect(201)
                        .id());
    }

    @Test // S-PLUS-4
    void retryAfterLeavingReturnsGone() {
        Map<String, Object> body = object("participants", List.of(kofi.id()), "client_id", id());
        String group = CONVERSATIONS + ama.post(CONVERSATIONS, body).expect(201).id() + "/";
        ama.patch(group + "participants/" + kofi.id() + "/", object("role", "owner"))
                .expect(200);
        ama.delete(group + "participants/" + ama.id() + "/").expect(204);
        ama.post(CONVERSATIONS, body).expectProblem(410);
    }

    @Test // S-PLUS-4
    void requestsAtTheSameMomentMakeOne() {
        for (Map<String, Object> body : List.of(
                object("title", "Lunch", "participants", List.of(kofi.id()), "client_id", id()),
                object(
                        "kind",
                        "direct",
                        "participants",
                        List.of(Account.register().id()),
                        "client_id",
                        id()))) {
            assertMadeOnce(Concurrently.run(Collections.nCopies(8, () -> ama.post(CONVERSATIONS, body))));
        }
    }

    private static void assertMadeOnce(List<ApiResponse> answers) {
        assertEquals(
                Stream.concat(Stream.of(201), Collections.nCopies(answers.size() - 1, 200).stream())
                        .sorted()
                        .toList(),
                answers.stream().map(ApiResponse::status).sorted().toList());
        assertEquals(1, answers.stream().map(ApiResponse::id).distinct().count());
    }

    private static Map<String, Object> direct(Account other) {
        return object("kind", "direct", "participants", List.of(other.id()));
    }

    private static ApiResponse begin(String header, Map<String, Object> body) {
        return ama.request("POST", CONVERSATIONS)
                .header("Idempotency-Key", header)
                .json(body)
                .send();
    }

    private static String id() {
        return Account.uniqueUsername();
    }
}
