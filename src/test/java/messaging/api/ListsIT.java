package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.TestStage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract of every list. */
@Tag("database")
class ListsIT {

    private static final String CONVERSATIONS = "conversations/";
    private static Account ama;

    /** Pieces of titles that mean something to SQL, to LIKE patterns or to URLs, and must mean themselves. */
    private static final List<String> LITERALS = List.of(
            "100%",
            "under_score",
            "back\\slash",
            "it's",
            "\"quoted\"",
            "wow!",
            "!%",
            "%%",
            "a&b=c",
            "+plus",
            "#hash",
            "50%25",
            "';--",
            "{0}",
            "${x}",
            "?1",
            ":name",
            "[a-z]",
            "(",
            "*");

    @BeforeAll
    static void register() {
        ama = Account.register();
        ama.createConversation("Talk");
    }

    @Test // S-API-9
    void searchIsLiteral() {
        Account kofi = Account.register();
        LITERALS.forEach(kofi::createConversation);
        kofi.createConversation("100 percent underXscore backslash");
        for (String literal : LITERALS) {
            List<String> expected = LITERALS.stream()
                    .filter(title -> title.contains(literal))
                    .sorted()
                    .toList();
            List<String> found = search(kofi, literal).results().stream()
                    .map(ListsIT::title)
                    .sorted()
                    .toList();
            assertEquals(expected, found, literal);
        }
    }

    @Test // S-API-9
    void searchMatchesAllWordsIgnoringCaseAndAccents() {
        Account kofi = Account.register();
        Account efua = Account.register();
        efua.patch("users/me/", object("first_name", "Éfua", "last_name", "Sutherland"));
        kofi.createConversation("Project Überblick", efua);
        kofi.createConversation("Project Other");
        for (String found : List.of(
                "project", "PROJECT uberblick", "uberblick  project", "efua", "sutherland project", efua.username())) {
            assertTrue(
                    search(kofi, found).results().stream()
                            .anyMatch(item -> title(item).equals("Project Überblick")),
                    found);
        }
        assertEquals(0, search(kofi, "project nowhere").get("count").intValue());
        assertEquals(2, search(kofi, " project ").get("count").intValue());
        assertEquals(2, search(kofi, "").get("count").intValue());
        // The caller's own name would match everything.
        assertEquals(0, search(kofi, kofi.username()).get("count").intValue());
    }

    @Test // S-API-9
    void searchFindsNoRemovedParticipant() {
        Account kofi = Account.register();
        Account efua = Account.register();
        String conversation = kofi.createConversation("Lunch", efua);
        assertEquals(1, search(kofi, efua.username()).get("count").intValue());
        kofi.patch(conversation, object("participants", List.of())).expect(200);
        assertEquals(0, search(kofi, efua.username()).get("count").intValue());
    }

    @Test // S-API-9
    void searchDistinguishesEmoji() {
        Account kofi = Account.register();
        kofi.createConversation("🍕 night");
        kofi.createConversation("🍔 night");
        assertEquals(
                List.of("🍕 night"),
                search(kofi, "🍕").results().stream().map(ListsIT::title).toList());
    }

    @Test // S-API-9
    void ordersBySeveralFieldsInEitherDirection() {
        Account kofi = Account.register();
        for (String title : List.of("b", "a", "b", "c", "a")) {
            kofi.createConversation(title);
        }
        List<Long> ids = ids(list(kofi, "ordering=id"));
        assertEquals(
                List.of(ids.get(4), ids.get(1), ids.get(2), ids.get(0), ids.get(3)),
                ids(list(kofi, "ordering=title,-created_at")));
        assertEquals(
                List.of(ids.get(3), ids.get(0), ids.get(2), ids.get(1), ids.get(4)),
                ids(list(kofi, "ordering=-title,%20created_at")));
        assertEquals(reversed(ids), ids(list(kofi, "ordering=-created_at")));
        assertEquals(reversed(ids), ids(list(kofi, "")));
        assertEquals(reversed(ids), ids(list(kofi, "ordering=")));
    }

    @Test // S-API-9, S-API-12
    void namesEveryBadParameter() {
        for (String bad : List.of("nope", "-nope", "id,nope", "-", "id,,title", "--id", "id;DROP", "password_hash")) {
            assertEquals(
                    List.of("ordering"),
                    list(ama, "ordering=" + encode(bad)).expectProblem(400).errorFields(),
                    bad);
        }
        for (String bad : List.of("0", "-1", "abc", "%20", "1.5", "+5", "%D9%A5", "0x10")) {
            assertEquals(
                    List.of("limit"),
                    list(ama, "limit=" + bad).expectProblem(400).errorFields(),
                    bad);
        }
        for (String bad : List.of("-1", "abc", "%20", "1.5", "NaN")) {
            assertEquals(
                    List.of("offset"),
                    list(ama, "offset=" + bad).expectProblem(400).errorFields(),
                    bad);
        }
        assertEquals(
                List.of("search"),
                list(ama, "search=" + "x".repeat(201)).expectProblem(400).errorFields());
        assertEquals(
                List.of("search"), list(ama, "search=a%00b").expectProblem(400).errorFields());
        assertEquals(
                List.of("limit", "offset", "search", "ordering"),
                list(ama, "limit=0&offset=-1&ordering=nope&search=%00")
                        .expectProblem(400)
                        .errorFields());
    }

    @Test // S-API-9
    void hasADefaultLimitAndCapsALargerOne() {
        Account kofi = Account.register();
        String conversation = kofi.createConversation("Long");
        IntStream.range(0, 105).forEach(i -> kofi.sendMessage(conversation, "Message " + i));
        String messages = conversation + "messages/";
        assertEquals(20, kofi.get(messages).expect(200).results().size());
        assertEquals(1, kofi.get(messages + "?limit=1").expect(200).results().size());
        assertEquals(
                100, kofi.get(messages + "?limit=1000").expect(200).results().size());
        ApiResponse capped = kofi.get(messages + "?limit=2147483647").expect(200);
        assertEquals(100, capped.results().size());
        assertEquals(105, capped.get("count").intValue());
        assertTrue(capped.get("next").textValue().contains("limit=100&offset=100"), capped::toString);
    }

    @Test // S-API-9
    void pagesNeverOverlapOrSkip() {
        Account kofi = Account.register();
        // All titles alike: only the tie-break keeps the order.
        IntStream.range(0, 23).forEach(i -> kofi.createConversation("Same"));
        for (String ordering : List.of("title", "-title", "updated_at", "-created_at,title", "id")) {
            List<Long> walked = new ArrayList<>();
            List<Long> back = new ArrayList<>();
            ApiResponse page =
                    list(kofi, "limit=5&search=same&ordering=" + ordering).expect(200);
            walked.addAll(ids(page));
            while (!page.get("next").isNull()) {
                page = follow(kofi, page.get("next"));
                walked.addAll(ids(page));
            }
            assertEquals(23, walked.size());
            assertEquals(23, new HashSet<>(walked).size());
            back.addAll(0, ids(page));
            while (!page.get("previous").isNull()) {
                page = follow(kofi, page.get("previous"));
                back.addAll(0, ids(page));
            }
            assertEquals(walked, back);
        }
    }

    @Test // S-API-9
    void linksAreAbsoluteAndKeepTheOtherParameters() {
        Account kofi = Account.register();
        IntStream.range(0, 6).forEach(i -> kofi.createConversation("Project & 100% " + i));
        String query = "search=project%20%26%20100%25&ordering=-created_at&x=%C3%A9&limit=2&offset=2";
        ApiResponse page = list(kofi, query).expect(200);
        String base = TestStage.url() + "api/v1/conversations/?search=project%20%26%20100%25&ordering=-created_at"
                + "&x=%C3%A9&limit=2&offset=";
        assertEquals(base + 4, page.get("next").textValue());
        assertEquals(base + 0, page.get("previous").textValue());
        assertEquals(6, page.get("count").intValue());
        assertTrue(follow(kofi, page.get("next")).get("next").isNull());
        assertTrue(follow(kofi, page.get("previous")).get("previous").isNull());
    }

    @Test // S-API-9
    void beyondTheEndThereIsAnEmptyPageWithAWayBack() {
        Account kofi = Account.register();
        IntStream.range(0, 3).forEach(i -> kofi.createConversation("Few"));
        ApiResponse beyond = list(kofi, "limit=2&offset=2147483647").expect(200);
        assertEquals(0, beyond.results().size());
        assertEquals(3, beyond.get("count").intValue());
        assertTrue(beyond.get("next").isNull());
        assertEquals(1, follow(kofi, beyond.get("previous")).results().size());
        ApiResponse empty = list(Account.register(), "offset=10").expect(200);
        assertEquals(0, empty.get("count").intValue());
    }

    @Test // S-API-9
    void theDocumentedExampleWorks() {
        Account kofi = Account.register();
        IntStream.range(0, 31).forEach(i -> kofi.createConversation("project " + i));
        ApiResponse page = list(kofi, "search=project&ordering=-created_at&limit=10&offset=20")
                .expect(200);
        assertEquals("project 10", title(page.results().get(0)));
        assertEquals(10, page.results().size());
        assertTrue(page.get("next").textValue().endsWith("limit=10&offset=30"));
        assertTrue(page.get("previous").textValue().endsWith("limit=10&offset=10"));
    }

    @Test // S-API-9
    void messagesAreNewestFirstAndSearchable() {
        String conversation = ama.createConversation("Talk");
        IntStream.range(0, 5).forEach(i -> ama.sendMessage(conversation, i % 2 == 0 ? "Even 100% " + i : "Odd " + i));
        String messages = conversation + "messages/";
        assertEquals(List.of(5L, 4L, 3L, 2L, 1L), seqs(ama.get(messages)));
        assertEquals(List.of(5L, 3L, 1L), seqs(ama.get(messages + "?search=even%20100%25")));
        assertEquals(List.of(2L, 4L), seqs(ama.get(messages + "?search=ODD&ordering=created_at")));
        assertEquals(List.of(2L, 3L), seqs(ama.get(messages + "?ordering=id&offset=1&limit=2")));
        assertEquals(List.of(5L, 4L, 3L, 2L, 1L), seqs(ama.get(messages + "?ordering=sender,-updated_at")));
        ama.get(messages + "?ordering=content").expectProblem(400);
    }

    @Test // S-API-5, S-API-9
    void usersAreSearchedByAllTextFields() {
        Account administrator = Account.createAdministrator();
        Account efua = Account.register();
        String unique = Account.uniqueUsername();
        efua.patch("users/me/", object("first_name", "Efua" + unique, "last_name", "Sutherland" + unique))
                .expect(200);
        for (String search : List.of(efua.username(), efua.email(), "efua" + unique, "SUTHERLAND" + unique)) {
            assertEquals(List.of(efua.id()), ids(administrator.get("users/?search=" + encode(search))), search);
        }
        assertTrue(administrator
                        .get("users/?limit=1&ordering=-created_at")
                        .get("count")
                        .intValue()
                > 1);
        administrator.get("users/?ordering=password_hash").expectProblem(400);
    }

    @Test // S-API-9
    void sessionsAreSearchedByTheirDevice() {
        Account kofi = Account.register();
        for (String device : List.of("Phone 100%", "Tablet")) {
            ApiRequest.api("POST", "token/")
                    .header("User-Agent", device)
                    .json(object("username", kofi.username(), "password", Account.PASSWORD))
                    .send()
                    .expect(200);
        }
        ApiResponse found = kofi.get("users/me/sessions/?search=100%25").expect(200);
        assertEquals(1, found.get("count").intValue());
        assertEquals("Phone 100%", found.results().get(0).get("device").textValue());
        assertEquals(
                3,
                kofi.get("users/me/sessions/?ordering=created_at,-id")
                        .get("count")
                        .intValue());
    }

    private static ApiResponse search(Account account, String text) {
        return list(account, "limit=100&search=" + encode(text)).expect(200);
    }

    private static ApiResponse list(Account account, String query) {
        return account.get(CONVERSATIONS + "?" + query);
    }

    private static ApiResponse follow(Account account, JsonNode link) {
        return ApiRequest.to("GET", link.textValue())
                .bearer(account.access())
                .send()
                .expect(200);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String title(JsonNode conversation) {
        return conversation.get("title").textValue();
    }

    private static List<Long> ids(ApiResponse list) {
        return list.expect(200).results().stream()
                .map(item -> item.get("id").longValue())
                .toList();
    }

    private static List<Long> seqs(ApiResponse list) {
        return list.expect(200).results().stream()
                .map(item -> item.get("seq").longValue())
                .toList();
    }

    private static List<Long> reversed(List<Long> values) {
        List<Long> reversed = new ArrayList<>(values);
        Collections.reverse(reversed);
        return reversed;
    }
}
