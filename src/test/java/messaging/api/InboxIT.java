package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import messaging.it.Account;
import messaging.it.ApiResponse;
import messaging.it.Sql;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How each participant sees their conversations. */
@Tag("database")
class InboxIT { // S-PLUS-1, S-PLUS-3

    private static final int LONG = 900;
    private static Account ama;
    private static Account kofi;
    private static Account outsider;

    @BeforeAll
    static void register() {
        ama = Account.register();
        kofi = Account.register();
        outsider = Account.register();
    }

    @Test // S-PLUS-3
    void whatOthersSayIsUnreadUntilItIsRead() {
        String conversation = ama.createConversation("Lunch", kofi);
        assertState(kofi, conversation, 0, 0);
        ama.sendMessage(conversation, "one");
        ama.sendMessage(conversation, "two");
        assertState(ama, conversation, 2, 0);
        assertState(kofi, conversation, 0, 2);
        ApiResponse read = kofi.post(conversation + "read/", object("seq", 1)).expect(200);
        assertEquals(
                object(
                                "conversation",
                                Long.parseLong(conversation.split("/")[1]),
                                "read_seq",
                                1L,
                                "unread_count",
                                1L,
                                "last_seq",
                                2L)
                        .toString(),
                numbers(read).toString());
        assertState(kofi, conversation, 1, 1);
        kofi.post(conversation + "read/", object("seq", 2)).expect(200);
        assertState(kofi, conversation, 2, 0);
    }

    @Test // S-PLUS-3
    void thePointerMovesForwardOnly() {
        String conversation = ama.createConversation("Lunch", kofi);
        IntStream.range(0, 3).forEach(i -> ama.sendMessage(conversation, "words"));
        kofi.post(conversation + "read/", object("seq", 2)).expect(200);
        for (int seq : List.of(2, 1, 0)) {
            assertEquals(
                    2,
                    kofi.post(conversation + "read/", object("seq", seq))
                            .expect(200)
                            .get("read_seq")
                            .intValue());
        }
        assertEquals(
                List.of("seq"),
                kofi.post(conversation + "read/", object("seq", 4))
                        .expectProblem(400)
                        .errorFields());
        for (Object wrong : new Object[] {-1, "2", 1.5, null, Long.MAX_VALUE, true}) {
            assertEquals(
                    List.of("seq"),
                    kofi.post(conversation + "read/", object("seq", wrong))
                            .expectProblem(400)
                            .errorFields());
        }
        assertState(kofi, conversation, 2, 1);
    }

    @Test // S-PLUS-3
    void ownMessagesDoNotCountAsUnread() {
        String conversation = ama.createConversation("Lunch", kofi);
        kofi.sendMessage(conversation, "one");
        assertState(kofi, conversation, 1, 0);
        ama.sendMessage(conversation, "two");
        kofi.sendMessage(conversation, "three, without having read two");
        assertState(kofi, conversation, 1, 1);
        ama.sendMessage(conversation, "four");
        assertState(kofi, conversation, 1, 2);
        kofi.post(conversation + "read/", object("seq", 2)).expect(200);
        assertState(kofi, conversation, 2, 1);
        kofi.post(conversation + "read/", object("seq", 4)).expect(200);
        assertState(kofi, conversation, 4, 0);
    }

    @Test // S-PLUS-3
    void deletedMessagesDoNotCountAsUnread() {
        String conversation = ama.createConversation("Lunch", kofi);
        List<String> sent = Stream.of("one", "two", "three")
                .map(words -> ama.sendMessage(conversation, words))
                .toList();
        String own = kofi.sendMessage(conversation, "four");
        assertState(kofi, conversation, 0, 3);
        ama.delete(sent.get(1)).expect(204);
        assertState(kofi, conversation, 0, 2);
        kofi.delete(own).expect(204);
        assertState(kofi, conversation, 0, 2);
        kofi.post(conversation + "read/", object("seq", 1)).expect(200);
        assertState(kofi, conversation, 1, 1);
        ama.delete(sent.get(0)).expect(204);
        assertState(kofi, conversation, 1, 1);
        ama.delete(sent.get(2)).expect(204);
        assertState(kofi, conversation, 1, 0);
        assertTrue(kofi.get(conversation).get("last_message").isNull());
    }

    @Test // S-PLUS-3
    void somethingIsMarkedAsUnreadAgainAndTheReceiptStays() {
        String conversation = ama.createConversation("Lunch", kofi);
        IntStream.range(0, 3).forEach(i -> ama.sendMessage(conversation, "words"));
        kofi.post(conversation + "read/", object("seq", 3)).expect(200);
        JsonNode receipt = receipt(ama, conversation, kofi);
        kofi.post(conversation + "unread/", object("seq", 2)).expect(200);
        assertState(kofi, conversation, 1, 2);
        assertEquals(receipt, receipt(ama, conversation, kofi));
        // Later ones are unread already: nothing in between gets read by marking.
        kofi.post(conversation + "unread/", object("seq", 3)).expect(200);
        assertState(kofi, conversation, 1, 2);
        kofi.post(conversation + "read/", object("seq", 3)).expect(200);
        assertEquals(receipt, receipt(ama, conversation, kofi), "read again, but not for the first time");
        for (Object wrong : new Object[] {0, -1, 4, null, "1"}) {
            assertEquals(
                    List.of("seq"),
                    kofi.post(conversation + "unread/", object("seq", wrong))
                            .expectProblem(400)
                            .errorFields());
        }
    }

    @Test // S-PLUS-3
    void theLastMessageIsTheLatestThatIsThere() {
        String conversation = ama.createConversation("Lunch", kofi);
        assertTrue(ama.get(conversation).get("last_message").isNull());
        ama.sendMessage(conversation, "one");
        String two = kofi.sendMessage(conversation, "two");
        assertEquals(ama.get(two).json(), ama.get(conversation).get("last_message"));
        assertEquals(ama.get(two).json(), listed(ama, "", conversation).get("last_message"));
        kofi.delete(two).expect(204);
        assertEquals(
                "one", ama.get(conversation).get("last_message").get("content").textValue());
    }

    @Test // S-PLUS-3
    void aCallWithoutAChangeAnswersWithTheSameView() {
        String conversation = ama.createConversation("Lunch", kofi);
        ama.sendMessage(conversation, "one");
        ApiResponse read = kofi.get(conversation);
        assertEquals(read.json(), listed(kofi, "", conversation));
        assertEquals(
                ama.get(conversation).json(),
                ama.patch(conversation, object("title", "Lunch")).json());
    }

    @Test // S-PLUS-1, S-PLUS-3
    void theListIsFiltered() {
        Account efua = Account.register();
        String unread = ama.createConversation("unread", efua);
        ama.sendMessage(unread, "words");
        String deleted = ama.createConversation("deleted", efua);
        ama.delete(ama.sendMessage(deleted, "words")).expect(204);
        String half = ama.createConversation("half", efua);
        ama.delete(ama.sendMessage(half, "words")).expect(204);
        ama.sendMessage(half, "words");
        String quiet = efua.createConversation("quiet");
        for (String flag : List.of("muted", "archived", "pinned")) {
            efua.patch(quiet + "preferences/", object(flag, true)).expect(200);
        }
        ApiResponse direct = efua.post("conversations/", object("kind", "direct", "participants", List.of(ama.id())));
        String two = "conversations/" + direct.id() + "/";
        assertFiltered(efua, "", unread, deleted, half, quiet, two);
        assertFiltered(efua, "unread=true", unread, half);
        assertFiltered(efua, "unread=false", deleted, quiet, two);
        for (String flag : List.of("muted", "archived", "pinned")) {
            assertFiltered(efua, flag + "=true", quiet);
            assertFiltered(efua, flag + "=false", unread, deleted, half, two);
            assertFiltered(ama, flag + "=true");
        }
        assertFiltered(efua, "kind=direct", two);
        assertFiltered(efua, "kind=group", unread, deleted, half, quiet);
        assertFiltered(efua, "kind=group&unread=false&pinned=false", deleted);
        assertFiltered(efua, "unread=true&search=half", half);
        ApiResponse page = efua.get("conversations/?unread=true&limit=1").expect(200);
        assertEquals(2, page.get("count").intValue());
        assertTrue(page.get("next").textValue().contains("unread=true"), page::toString);
    }

    @Test // S-API-12
    void namesEveryBadFilter() {
        assertEquals(
                List.of("limit", "unread", "archived", "pinned", "muted", "kind"),
                ama.get("conversations/?unread=1&archived=yes&pinned=%20&muted=TRUE&kind=both&limit=0")
                        .expectProblem(400)
                        .errorFields());
        String conversation = ama.createConversation("Lunch");
        for (String wrong : List.of("0", "-1", "x", "%20", "1.5", "9999999999999999999")) {
            assertEquals(
                    List.of("seq"),
                    ama.get(conversation + "receipts/?seq=" + wrong)
                            .expectProblem(400)
                            .errorFields(),
                    wrong);
        }
    }

    @Test // S-PLUS-1
    void preferencesArePerParticipant() {
        String conversation = ama.createConversation("Lunch", kofi);
        JsonNode before = ama.get(conversation).json();
        assertEquals(
                "{\"muted\":false,\"archived\":false,\"pinned\":false,\"mute_all_mentions\":false}",
                kofi.get(conversation + "preferences/").expect(200).text());
        assertEquals(
                "{\"muted\":true,\"archived\":false,\"pinned\":true,\"mute_all_mentions\":false}",
                kofi.patch(conversation + "preferences/", object("muted", true, "pinned", true))
                        .expect(200)
                        .text());
        assertEquals(
                "{\"muted\":true,\"archived\":false,\"pinned\":false,\"mute_all_mentions\":false}",
                kofi.patch(conversation + "preferences/", object("pinned", false))
                        .expect(200)
                        .text());
        assertTrue(kofi.get(conversation).get("muted").booleanValue());
        assertEquals(before, ama.get(conversation).json());
        for (Object wrong : new Object[] {null, "true", 1}) {
            assertEquals(
                    List.of("archived"),
                    kofi.patch(conversation + "preferences/", object("archived", wrong))
                            .expectProblem(400)
                            .errorFields());
        }
        for (String own : List.of("preferences/", "receipts/")) {
            outsider.get(conversation + own).expectProblem(404);
        }
        outsider.patch(conversation + "preferences/", object("muted", true)).expectProblem(404);
        outsider.post(conversation + "read/", object("seq", 0)).expectProblem(404);
        outsider.post(conversation + "unread/", object("seq", 1)).expectProblem(404);
    }

    @Test // S-PLUS-3
    void receiptsShowReadPositionOfEachParticipant() {
        Account efua = Account.register();
        String conversation = ama.createConversation("Lunch", kofi);
        ama.sendMessage(conversation, "one");
        ama.sendMessage(conversation, "two");
        ama.post(conversation + "participants/", object("user", efua.id())).expect(201);
        assertEquals(List.of(ama.id()), readers(conversation, ""), "the others have read nothing yet");
        assertEquals(2, receipt(kofi, conversation, ama).get("seq").longValue(), "senders have read their own message");
        kofi.post(conversation + "read/", object("seq", 1)).expect(200);
        JsonNode one = receipt(ama, conversation, kofi);
        assertEquals(1, one.get("seq").longValue());
        assertTrue(one.get("read_at").textValue().endsWith("Z"));
        assertEquals(kofi.username(), one.at("/user_details/username").textValue());
        assertEquals(1, one.get("first_seq").longValue());
        assertEquals(List.of(ama.id(), kofi.id()), readers(conversation, "seq=1"));
        assertEquals(List.of(ama.id()), readers(conversation, "seq=2"));
        assertEquals(List.of(), readers(conversation, "seq=3"));
        assertEquals(List.of(kofi.id(), ama.id()), readers(conversation, "ordering=-user"));
        assertEquals(List.of(kofi.id()), readers(conversation, "search=" + kofi.username()));
        ama.patch(conversation, object("participants", List.of(kofi.id()))).expect(200);
        assertEquals(List.of(ama.id(), kofi.id()), readers(conversation, ""));
    }

    @Test // S-PLUS-3
    void receiptsCoverNoMessageFromBeforeTheyJoined() {
        for (String history : List.of("all", "joined")) {
            Account efua = Account.register();
            String conversation = ama.createConversation("Lunch", kofi);
            ama.patch(conversation, object("history", history)).expect(200);
            ama.sendMessage(conversation, "one");
            ama.sendMessage(conversation, "two");
            kofi.post(conversation + "read/", object("seq", 2)).expect(200);
            ama.post(conversation + "participants/", object("user", efua.id())).expect(201);
            // Nothing that the newcomer does to older messages is a receipt.
            efua.patch(conversation + "preferences/", object("muted", true)).expect(200);
            efua.post(conversation + "read/", object("seq", 2)).expect(200);
            efua.post(conversation + "unread/", object("seq", history.equals("all") ? 1 : 3))
                    .expect(history.equals("all") ? 200 : 400);
            efua.post(conversation + "read/", object("seq", 1)).expect(200);
            assertEquals(List.of(ama.id(), kofi.id()), readers(conversation, ""), history);
            // Nor does one for a later message cover older ones.
            ama.sendMessage(conversation, "three");
            efua.post(conversation + "read/", object("seq", 3)).expect(200);
            assertEquals(List.of(ama.id(), kofi.id()), readers(conversation, "seq=1"), history);
            assertEquals(List.of(ama.id(), kofi.id()), readers(conversation, "seq=2"), history);
            assertEquals(List.of(ama.id(), efua.id()), readers(conversation, "seq=3"), history);
            JsonNode late = receipt(ama, conversation, efua);
            assertEquals(3, late.get("first_seq").longValue());
            assertEquals(3, late.get("seq").longValue());
        }
    }

    @Test // S-PLUS-3
    void aReceiptEndsWhenItsParticipantLeaves() {
        String conversation = ama.createConversation("Lunch", kofi);
        ama.sendMessage(conversation, "one");
        kofi.post(conversation + "read/", object("seq", 1)).expect(200);
        kofi.delete(conversation + "participants/" + kofi.id() + "/").expect(204);
        assertEquals(List.of(ama.id()), readers(conversation, "seq=1"));
        ama.sendMessage(conversation, "two");
        ama.post(conversation + "participants/", object("user", kofi.id())).expect(201);
        assertEquals(List.of(ama.id()), readers(conversation, ""));
        kofi.patch(conversation + "preferences/", object("pinned", true)).expect(200);
        assertEquals(List.of(ama.id()), readers(conversation, ""));
        kofi.sendMessage(conversation, "three");
        assertEquals(List.of(ama.id()), readers(conversation, "seq=1"));
        assertEquals(List.of(ama.id()), readers(conversation, "seq=2"));
        assertEquals(List.of(kofi.id()), readers(conversation, "seq=3"));
        assertEquals(3, receipt(ama, conversation, kofi).get("first_seq").longValue());
    }

    @Test // S-PLUS-3
    void returningParticipantStartsOver() {
        String conversation = ama.createConversation("Lunch", kofi);
        IntStream.range(0, 3).forEach(i -> ama.sendMessage(conversation, "words"));
        kofi.patch(conversation + "preferences/", object("archived", true)).expect(200);
        kofi.delete(conversation + "participants/" + kofi.id() + "/").expect(204);
        ama.sendMessage(conversation, "without Kofi");
        ama.post(conversation + "participants/", object("user", kofi.id())).expect(201);
        assertState(kofi, conversation, 4, 0);
        assertEquals(false, kofi.get(conversation).get("archived").booleanValue());
        ama.sendMessage(conversation, "Hello again");
        assertState(kofi, conversation, 4, 1);
    }

    @Test // S-PLUS-3
    void missingEntryCountsFromJoin() {
        String conversation = ama.createConversation("Lunch", kofi);
        ama.sendMessage(conversation, "one");
        // As a server of the version before leaves it.
        Sql.run(
                "DELETE FROM inbox_entries WHERE conversation_id = ?",
                Long.parseLong(conversation.split("/")[1]));
        assertState(kofi, conversation, 0, 1);
        kofi.sendMessage(conversation, "two");
        assertState(kofi, conversation, 0, 1);
        assertFiltered(kofi, "unread=true&search=" + ama.username(), listedWithUnread(kofi, ama));
    }

    @Test // S-PLUS-3
    void nothingIsLostWhenManyReadAndWriteAtOnce() {
        String conversation = ama.createConversation("Lunch", kofi);
        Account laptop = kofi.signInAgain();
        List<Callable<ApiResponse>> tasks = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            tasks.add(() -> ama.post(conversation + "messages/", object("content", "hers")));
            tasks.add(() -> kofi.post(conversation + "messages/", object("content", "his")));
            tasks.add(() -> laptop.post(conversation + "read/", object("seq", 0)));
            tasks.add(() -> laptop.patch(conversation + "preferences/", object("pinned", true)));
        }
        for (int round = 1; round <= 3; round++) {
            Concurrently.run(tasks).forEach(answer -> assertTrue(answer.status() < 300, answer::toString));
            // A simple count of the messages.
            List<JsonNode> all = kofi.get(conversation + "messages/?limit=100").results();
            assertEquals(12 * round, all.size());
            for (Account account : List.of(ama, kofi)) {
                long pointer = account.get(conversation).get("read_seq").longValue();
                long others = all.stream()
                        .filter(message -> message.get("seq").longValue() > pointer)
                        .filter(message -> message.get("sender").longValue() != account.id())
                        .count();
                assertState(account, conversation, pointer, others);
            }
        }
    }

    @Test // S-PLUS-3
    void theListCostsTheSameHoweverMuchWasSaid() {
        Account reader = Account.register();
        String conversation = ama.createConversation("Long", reader);
        ama.sendMessage(conversation, "first");
        String list = "conversations/?unread=true";
        reader.get(list).expect(200);
        long few = rowsRead(() -> reader.get(list).expect(200));
        fill(Long.parseLong(conversation.split("/")[1]));
        assertState(reader, conversation, 0, 1 + LONG - 3);
        long many = rowsRead(() -> reader.get(list).expect(200));
        // Of the rows, not of the time: the three that are deleted, and no scan.
        assertTrue(many < few + 100, () -> "rows read: " + few + " of one message, " + many + " of " + LONG);
    }

    /** Says much at once, as no client can: all of Ama's, three deleted. */
    private static void fill(long conversation) {
        Sql.run(
                "INSERT INTO messages (conversation_id, seq, sender_id, content, version, created_at, updated_at)"
                        + " WITH RECURSIVE numbers (n) AS"
                        + " (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n <= " + LONG + ")"
                        + " SELECT ?, n, ?, 'words', n + 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) FROM numbers",
                conversation,
                ama.id());
        Sql.run(
                "UPDATE messages SET content = NULL, deleted_at = UTC_TIMESTAMP(6)"
                        + " WHERE conversation_id = ? AND seq IN (10, 500, 800)",
                conversation);
        Sql.run(
                "UPDATE conversations SET last_seq = ?, version = ?, deleted_count = 3 WHERE id = ?",
                1 + LONG,
                2 + LONG,
                conversation);
    }

    // The server's own work adds some now and then; nothing removes any.
    private static long rowsRead(Runnable request) {
        return IntStream.range(0, 5)
                .mapToLong(i -> {
                    long before = Sql.rowsRead();
                    request.run();
                    return Sql.rowsRead() - before;
                })
                .min()
                .orElseThrow();
    }

    private static String[] listedWithUnread(Account account, Account other) {
        return account.get("conversations/?limit=100&search=" + other.username()).results().stream()
                .filter(one -> one.get("unread_count").longValue() > 0)
                .map(one -> "conversations/" + one.get("id").longValue() + "/")
                .toArray(String[]::new);
    }

    private static JsonNode listed(Account account, String query, String conversation) {
        return account.get("conversations/?limit=100&" + query).expect(200).results().stream()
                .filter(one ->
                        conversation.equals("conversations/" + one.get("id").longValue() + "/"))
                .findFirst()
                .orElseThrow();
    }

    private static void assertFiltered(Account account, String query, String... expected) {
        ApiResponse answer = account.get("conversations/?limit=100&" + query).expect(200);
        List<String> found = answer.results().stream()
                .map(one -> "conversations/" + one.get("id").longValue() + "/")
                .sorted()
                .toList();
        assertEquals(Stream.of(expected).sorted().toList(), found, query);
        assertEquals(found.size(), answer.get("count").intValue(), query);
    }

    private static void assertState(Account account, String conversation, long readSeq, long unread) {
        ApiResponse view = account.get(conversation).expect(200);
        assertEquals(
                List.of(readSeq, unread),
                List.of(
                        view.get("read_seq").longValue(),
                        view.get("unread_count").longValue()));
        JsonNode listed = listed(account, "unread=" + (unread > 0), conversation);
        assertEquals(unread, listed.get("unread_count").longValue());
    }

    private static JsonNode receipt(Account caller, String conversation, Account whose) {
        return caller.get(conversation + "receipts/").expect(200).results().stream()
                .filter(receipt -> receipt.get("user").longValue() == whose.id())
                .findFirst()
                .orElseThrow();
    }

    private static List<Long> readers(String conversation, String query) {
        ApiResponse answer = ama.get(conversation + "receipts/?" + query).expect(200);
        List<Long> users = answer.results().stream()
                .map(receipt -> receipt.get("user").longValue())
                .toList();
        assertEquals(users.size(), answer.get("count").intValue());
        return users;
    }

    private static Map<String, Object> numbers(ApiResponse answer) {
        Map<String, Object> numbers = object();
        answer.json()
                .properties()
                .forEach(field -> numbers.put(field.getKey(), field.getValue().longValue()));
        return numbers;
    }
}
