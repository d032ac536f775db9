package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import messaging.it.AccessPath;
import messaging.it.Account;
import messaging.it.ApiResponse;
import messaging.it.EventClient;
import messaging.it.Sql;
import messaging.it.StatementLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The SQL statements that writes cost, also for live delivery on the server that executes them. */
@Tag("database")
class WriteStatementsIT { // S-SPEED-3

    private static final int SEND = 4;
    // The names of the participants, and the mentions.
    private static final int MENTION = SEND + 2;
    private static final int EDIT = 8;
    private static final int DELETE = 7;
    private static final int REACT = 8;
    private static final int REMOVE_REACTION = 7;
    private static final int READ = 4;
    private static final int CONCURRENT_SENDS = 32;

    private final Account ama = Account.register();
    private final Account kofi = Account.register();
    private String conversation;
    private String messages;

    @BeforeEach
    void createConversation() {
        conversation = ama.createConversation("Statements", kofi);
        messages = conversation + "messages/";
    }

    @Test
    void sendCostsFourStatements() {
        StatementLog log = send("content", "Hello");
        assertCost(SEND, log);
        assertEquals(
                List.of("SELECT", "SELECT", "INSERT", "UPDATE"),
                log.statements().stream().map(WriteStatementsIT::verb).toList(),
                log::toString);
        assertTrue(log.statements().get(1).endsWith("FOR UPDATE"), log::toString);
    }

    @Test
    void senderWithUnreadMessagesCostsNoExtraStatement() {
        kofi.sendMessage(conversation, "Not read by the sender");
        assertCost(SEND, send("content", "Hello"));
    }

    @Test
    void firstSendOfAParticipantCostsNoMore() {
        int creation =
                StatementLog.of(() -> ama.createConversation("First", kofi)).count();
        StatementLog log = StatementLog.of(() -> {
            String created = ama.createConversation("First", kofi);
            ama.sendMessage(created, "Hello");
            return kofi.sendMessage(created, "Hello");
        });
        assertCost(creation + 2 * SEND, log);
    }

    @Test
    void firstSendOfAnAddedParticipantCostsNoMore() {
        Account esi = Account.register();
        Supplier<String> addition = () -> {
            String created = ama.createConversation("Added", kofi);
            ama.post(created + "participants/", object("user", esi.id())).expect(201);
            return created;
        };
        int count = StatementLog.of(addition).count();
        assertCost(count + SEND, StatementLog.of(() -> esi.sendMessage(addition.get(), "Hello")));
    }

    @Test
    void sendWithClientIdCostsNoMore() {
        assertCost(
                SEND,
                StatementLog.of(
                        () -> ama.post(messages, object("content", "Hello", "client_id", Account.uniqueUsername()))
                                .expect(201)));
    }

    @Test
    void repeatedSendCostsNoMoreAndLocksNothing() {
        var body = object("content", "Hello", "client_id", "a-1");
        ama.post(messages, body).expect(201);
        StatementLog log = StatementLog.of(() -> ama.post(messages, body).expect(200));
        assertCost(SEND, log);
        assertFalse(log.statements().stream().anyMatch(sql -> sql.endsWith("FOR UPDATE")), log::toString);
    }

    @Test
    void replyCostsNoMore() {
        ApiResponse first = ama.post(messages, object("content", "First")).expect(201);
        assertCost(SEND, send("content", "Hello", "reply_to", first.id()));
    }

    @Test
    void mentionCostsTwoMore() {
        assertCost(MENTION, send("content", "Hello @" + kofi.username() + " and @" + ama.username()));
    }

    @Test
    void unresolvedMentionSignCostsOneExtraStatement() {
        assertCost(MENTION - 1, send("content", "Hello @no-such-user"));
    }

    @Test
    void deliveryReadsNothing() {
        try (var kofis = EventClient.openEventStream(kofi)) {
            kofis.await("caught_up");
            StatementLog log = StatementLog.of(() -> {
                ApiResponse sent =
                        ama.post(messages, object("content", "Hello")).expect(201);
                kofis.await(createdWithSeq(sent.get("seq").longValue()));
                return sent;
            });
            assertCost(SEND, log);
        }
    }

    @Test
    void senderWhoIsConnectedCostsNoMore() {
        try (var amas = EventClient.openEventStream(ama)) {
            amas.await("caught_up");
            assertCost(SEND, StatementLog.of(() -> {
                ApiResponse sent =
                        ama.post(messages, object("content", "Hello")).expect(201);
                long seq = sent.get("seq").longValue();
                amas.await(frame -> frame.path("type").asText().equals("inbox")
                        && frame.get("read_seq").longValue() == seq);
                return sent;
            }));
        }
    }

    @Test
    void concurrentSendsShareTransactions() {
        List<Callable<ApiResponse>> sends = Stream.generate(() -> (Callable<ApiResponse>)
                        () -> ama.post(messages, object("content", "Hello")).expect(201))
                .limit(CONCURRENT_SENDS)
                .toList();
        List<String> statements = StatementLog.during(() -> Concurrently.run(sends));
        long inserts = statements.stream()
                .filter(sql -> sql.startsWith("INSERT INTO messages"))
                .count();
        assertTrue(inserts < CONCURRENT_SENDS / 2, () -> inserts + " transactions");
        long locks =
                statements.stream().filter(sql -> sql.endsWith("FOR UPDATE")).count();
        assertTrue(locks <= inserts, () -> locks + " locks");
    }

    @Test
    void concurrentSendsReadRowsByIndexes() {
        long first = ama.post(messages, object("content", "First")).expect(201).id();
        List<Callable<ApiResponse>> sends = Stream.generate(() -> (Callable<ApiResponse>) () -> ama.post(
                                messages,
                                object("content", "Hello", "client_id", Account.uniqueUsername(), "reply_to", first))
                        .expect(201))
                .limit(CONCURRENT_SENDS)
                .toList();
        List<String> joins = StatementLog.during(() -> Concurrently.run(sends)).stream()
                .filter(sql -> sql.startsWith("SELECT STRAIGHT_JOIN") || sql.startsWith("UPDATE ("))
                .toList();
        assertFalse(joins.isEmpty());
        for (String sql : joins) {
            List<AccessPath> plan = AccessPath.of(sql);
            assertTrue(plan.stream().noneMatch(path -> path.isFullScan() || path.isSorted()), () -> sql + "\n" + plan);
        }
    }

    @Test
    void editReadsNoMentionsThatCannotBeThere() {
        String path = ama.sendMessage(conversation, "Hello");
        var edits = new AtomicInteger();
        assertCost(
                EDIT,
                StatementLog.of(() -> ama.patch(path, object("content", "Hello " + edits.incrementAndGet()))
                        .expect(200)));
    }

    @Test
    void deletionRemovesNoRevisionsAndMentionsThatCannotBeThere() {
        assertCost(
                SEND + DELETE,
                StatementLog.of(
                        () -> ama.delete(ama.sendMessage(conversation, "Hello")).expect(204)));
    }

    @Test
    void reactionReadsTheChosenEmojiOnce() {
        String reaction = ama.sendMessage(conversation, "Hello") + "reactions/%F0%9F%91%8D/";
        assertCost(REACT + REMOVE_REACTION, StatementLog.of(() -> {
            kofi.request("PUT", reaction).send().expect(204);
            return kofi.request("DELETE", reaction).send().expect(204);
        }));
    }

    @Test
    void readingTheLatestMessageCountsNothing() {
        assertCost(SEND + READ, StatementLog.of(() -> {
            ApiResponse sent = ama.post(messages, object("content", "Hello")).expect(201);
            return kofi.post(
                            conversation + "read/",
                            object("seq", sent.get("seq").longValue()))
                    .expect(200);
        }));
    }

    @Test
    void sendCausesNoReadFrame() {
        try (var kofis = EventClient.openEventStream(kofi)) {
            kofis.await("caught_up");
            ama.sendMessage(conversation, "First");
            ama.sendMessage(conversation, "Second");
            ama.post(conversation + "unread/", object("seq", 2)).expect(200);
            ama.sendMessage(conversation, "Third");
            // A receipt that no client can derive is sent, and after all that was sent before.
            ama.post(conversation + "read/", object("seq", 3)).expect(200);
            kofis.await(readBy(ama));
            assertEquals(
                    List.of(3L),
                    kofis.frames().stream()
                            .filter(readBy(ama))
                            .map(frame -> frame.get("seq").longValue())
                            .toList());
        }
    }

    @Test
    void sendWithoutReceiptChangeSendsNoReceipt() {
        ama.sendMessage(conversation, "First");
        ama.post(conversation + "read/", object("seq", 1)).expect(200);
        kofi.sendMessage(conversation, "Second");
        String position = kofi.get("sync/").expect(200).get("position").textValue();
        // Older than what sync/ repeats because of transactions that were open.
        Sql.run(
                "UPDATE inbox_entries SET changed_at = '2020-01-01' WHERE conversation_id = ?",
                Long.parseLong(conversation.replaceAll("\\D", "")));
        ama.sendMessage(conversation, "Third");
        ApiResponse changes = kofi.get("sync/?since=" + position).expect(200);
        assertTrue(changes.get("reads").isEmpty(), changes::text);
    }

    @Test
    void messagesThatManySendAtOnceAreDeliveredInOrder() {
        try (var kofis = EventClient.openEventStream(kofi)) {
            kofis.await("caught_up");
            Concurrently.run(Stream.generate(() -> (Callable<ApiResponse>)
                            () -> ama.post(messages, object("content", "Hello")).expect(201))
                    .limit(24)
                    .toList());
            kofis.await(createdWithSeq(24));
            List<Long> versions = kofis.frames().stream()
                    .flatMap(frame -> frame.path("events").findValues("version").stream())
                    .map(JsonNode::longValue)
                    .distinct()
                    .toList();
            assertEquals(versions.stream().sorted().toList(), versions);
        }
    }

    private StatementLog send(Object... body) {
        return StatementLog.of(() -> ama.post(messages, object(body)).expect(201));
    }

    private static void assertCost(int most, StatementLog log) {
        assertTrue(log.count() <= most, log::toString);
    }

    private static String verb(String sql) {
        return sql.substring(0, sql.indexOf(' '));
    }

    private static Predicate<JsonNode> createdWithSeq(long seq) {
        return frame -> frame.path("events").findValuesAsText("seq").contains(String.valueOf(seq));
    }

    private static Predicate<JsonNode> readBy(Account account) {
        return frame ->
                frame.path("type").asText().equals("read") && frame.get("user").longValue() == account.id();
    }
}
