package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import messaging.it.Account;
import messaging.it.ApiResponse;
import messaging.it.Sql;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A list costs the same number of SQL statements however long it is (no N+1). */
@Tag("database")
class StatementsIT {

    private static final int MANY = 30;
    // The server's probes and pool add a statement now and then; nothing ever removes one.
    private static final int TRIES = 7;

    private static Account ama;
    private static List<Account> others;
    private static String conversation;
    /** A message with much that belongs to it. */
    private static String rich;

    @BeforeAll
    static void fill() {
        ama = Account.createAdministrator();
        others = IntStream.range(0, 10).mapToObj(i -> Account.register()).toList();
        // A longer page shows people whom a shorter one does not.
        IntStream.range(0, MANY)
                .mapToObj(i -> ama.createConversation("Statements " + i, others.get(i % others.size())))
                .forEach(begun -> ama.sendMessage(begun, "Hello"));
        conversation = ama.createConversation("Statements", others.toArray(Account[]::new));
        others.forEach(other ->
                IntStream.range(0, 3).forEach(i -> other.sendMessage(conversation, "Hello @" + ama.username())));
        rich = ama.sendMessage(conversation, "Hello @" + others.get(0).username());
        IntStream.range(0, MANY).forEach(i -> ama.patch(rich, object("content", "Hello " + i)));
        others.forEach(other ->
                other.request("PUT", rich + "reactions/%F0%9F%91%8D/").send().expect(204));
        IntStream.range(0, MANY).forEach(i -> ama.signInAgain());
    }

    @Test // S-API-9
    void conversations() {
        String list = "conversations/?ordering=id&limit=";
        long cost = cost(() -> ama.get(list + 2));
        assertEquals(cost, cost(() -> ama.get(list + MANY)));
        // A list that fits on a page costs less.
        assertTrue(cost(() -> ama.get(list + 100)) < cost);
    }

    @Test // S-API-9, S-PLUS-3
    void filteredConversations() {
        assertConstant("conversations/?ordering=id&unread=false&archived=false&pinned=false&muted=false&kind=group");
    }

    @Test // S-API-9, S-PLUS-1
    void participants() {
        assertConstant(conversation + "participants/?ordering=user");
    }

    @Test // S-API-9, S-PLUS-3
    void receipts() {
        assertConstant(conversation + "receipts/?seq=1");
    }

    @Test // S-API-9
    void messages() {
        assertConstant(conversation + "messages/?ordering=id");
    }

    @Test // S-PLUS-6
    void messagesBesideACursor() {
        assertConstant(conversation + "messages/?around=15");
        assertConstant(conversation + "messages/?before=30");
    }

    @Test // S-PLUS-8
    void mentionsHistoryAndReactions() {
        assertConstant("mentions/?ordering=id");
        assertConstant(rich + "history/?ordering=revision");
        assertConstant(rich + "reactions/?ordering=user");
    }

    @Test // S-API-9
    void users() {
        assertConstant("users/?ordering=id");
    }

    @Test // S-API-9, S-API-15
    void directory() {
        assertConstant("users/directory/?search=example");
    }

    @Test // S-API-9, S-WEB-2
    void accountsForAdministrators() {
        assertConstant("admin/users/?ordering=id");
    }

    @Test // S-API-9, S-WEB-2
    void conversationsForAdministrators() {
        assertConstant("admin/conversations/?ordering=id");
    }

    @Test // S-API-9, S-WEB-2
    void auditLog() {
        assertConstant("admin/audit/?ordering=id");
    }

    @Test // S-API-9, S-AUTH-2
    void sessions() {
        assertConstant("users/me/sessions/?ordering=id");
    }

    @Test // S-API-7
    void readingAConversationWhateverTheNumberOfItsParticipants() {
        String alone = ama.createConversation("Alone");
        ama.sendMessage(alone, "Hello");
        assertEquals(cost(() -> ama.get(alone)), cost(() -> ama.get(conversation)));
    }

    @Test // S-API-7
    void findingParticipantsOfANewConversation() {
        List<Long> all = others.stream().map(Account::id).toList();
        assertEquals(
                cost(() -> ama.post("conversations/", object("participants", all.subList(0, 1)))),
                cost(() -> ama.post("conversations/", object("participants", all))));
    }

    private static void assertConstant(String path) {
        assertEquals(cost(() -> ama.get(path + "&limit=2")), cost(() -> ama.get(path + "&limit=100")), path);
    }

    private static long cost(Supplier<ApiResponse> request) {
        request.get();
        return IntStream.range(0, TRIES)
                .mapToLong(i -> {
                    long before = Sql.selects();
                    ApiResponse answer = request.get();
                    long spent = Sql.selects() - before;
                    if (answer.status() >= 300) {
                        throw new AssertionError(answer.toString());
                    }
                    return spent;
                })
                .min()
                .orElseThrow();
    }
}
