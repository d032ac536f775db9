package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import messaging.it.AccessPath;
import messaging.it.Account;
import messaging.it.ApiResponse;
import messaging.it.Eventually;
import messaging.it.Sql;
import messaging.it.StatementLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The number of statements of each read, each of which uses an index for any number of rows (S-SPEED-3). */
@Tag("database")
class ReadStatementsIT {
    private static final int MESSAGES = 20_000;
    private static final int DELETED_EVERY = 500;

    private static Account ama;
    private static Account kofi;
    /** A long conversation; every five hundredth message is deleted. */
    private static String conversation;
    /** The same conversation, in which Kofi sees only messages sent after he joined. */
    private static String joined;

    private static long middle;

    @BeforeAll
    static void fill() {
        ama = Account.register();
        kofi = Account.register();
        conversation = ama.createConversation("Long", kofi);
        joined = ama.createConversation("Joined");
        // Or the server folds the messages that are inserted here, and its statements are counted too.
        Eventually.holds(() -> !Sql.column("name", "SELECT name FROM folding_progress WHERE folded_until IS NOT NULL")
                .isEmpty());
        for (String path : List.of(conversation, joined)) {
            fill(path);
        }
        ama.patch(joined, object("history", "joined")).expect(200);
        ama.post(joined + "participants/", object("user", kofi.id())).expect(201);
        IntStream.range(0, 30).forEach(i -> ama.sendMessage(joined, "Hello " + i + " @" + kofi.username()));
        String gone = ama.sendMessage(joined, "Deleted");
        ama.delete(gone).expect(204);
        String last = ama.sendMessage(conversation, "Hello @" + kofi.username());
        kofi.request("PUT", last + "reactions/%F0%9F%91%8D/").send().expect(204);
        middle = Long.parseLong(Sql.text(
                "id",
                "SELECT id FROM messages WHERE conversation_id = ? AND seq = ?",
                id(conversation),
                MESSAGES / 2 + 7));
        Sql.run("ANALYZE TABLE messages, conversations, participants, users");
    }

    private static void fill(String path) {
        Sql.run(
                "INSERT INTO messages (conversation_id, seq, sender_id, content, version, sent_version, created_at,"
                        + " updated_at, deleted_at)"
                        + " SELECT ?, n, ?, IF(n % ? = 0, NULL, CONCAT('Message ', n)), n + 1, n + 1, NOW(6), NOW(6),"
                        + " IF(n % ? = 0, NOW(6), NULL) FROM (SELECT 1 + a.n + 10 * b.n + 100 * c.n + 1000 * d.n AS n FROM "
                        + String.join(", ", List.of(digits("a", 10), digits("b", 10), digits("c", 10), digits("d", 20)))
                        + ") numbers ORDER BY n",
                id(path),
                ama.id(),
                DELETED_EVERY,
                DELETED_EVERY);
        Sql.run(
                "UPDATE conversations SET last_seq = ?, version = version + ?, deleted_count = ? WHERE id = ?",
                MESSAGES,
                MESSAGES,
                MESSAGES / DELETED_EVERY,
                id(path));
    }

    private static String digits(String alias, int count) {
        return "(SELECT 0 AS n"
                + IntStream.range(1, count)
                        .mapToObj(i -> " UNION ALL SELECT " + i)
                        .reduce("", String::concat) + ") "
                + alias;
    }

    private static long id(String path) {
        return Long.parseLong(path.split("/")[1]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?limit=50",
                "?ordering=seq&limit=50",
                "?before=10000&limit=50",
                "?after=10000&limit=50",
                "?around=10000&limit=50",
                "?around=10000&ordering=seq",
                "?before=id:{middle}",
                "?after=id:{middle}",
                "?around=id:{middle}",
                "?offset=50&limit=50",
                "?offset=10000&limit=50",
                "?offset=10000&limit=50&ordering=seq",
                "?offset=1000000&limit=50",
                "?before=1",
                "?after=1000000"
            })
    void pageOfMessagesCostsTwoStatementsOnIndexes(String query) {
        String path = "messages/" + query.replace("{middle}", Long.toString(middle));
        assertCheap(2, ama, conversation + path);
        if (!query.contains("middle")) {
            assertCheap(2, kofi, joined + path);
        }
    }

    @Test
    void pageOfPlainMessagesCostsOneStatement() {
        assertEquals(
                1,
                StatementLog.of(() -> get(ama, conversation + "messages/?before=10000"))
                        .count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?limit=100",
                "?ordering=title",
                "?ordering=-created_at,id",
                "?search=long",
                "?search=joined hello",
                "?archived=false&pinned=false&muted=false&kind=group",
                "?unread=true",
                "?unread=false",
                "?offset=1",
                "?offset=1000",
                "?limit=1",
                "?limit=1&ordering=created_at"
            })
    void listOfConversationsCostsThreeStatementsOnIndexes(String query) {
        // Kofi has two conversations: one more statement shows that they do not fit on one page.
        int most = query.contains("unread") || query.matches("\\?limit=1(&.*)?") ? 3 : 2;
        assertCheap(most, kofi, "conversations/" + query.replace(" ", "%20"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "messages/",
                "messages/?ordering=seq&limit=50",
                "messages/?before=10000&limit=50",
                "messages/?around=10000&limit=50",
                "messages/?offset=10000&limit=50",
                "participants/"
            })
    void pageOfASiteWithFewUsersIsNotSorted(String query) {
        copyFewUsers();
        for (String path : List.of(conversation, joined)) {
            StatementLog log = StatementLog.of(() -> get(kofi, path + query));
            for (String statement : log.statements()) {
                List<AccessPath> plan = AccessPath.of(statement.replace(" users u", " few_users u"));
                assertTrue(
                        plan.stream()
                                .noneMatch(read ->
                                        read.isSorted() && !List.of("d", "r").contains(read.table())),
                        () -> path + query + ": " + statement + "\n" + plan);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?ordering=id"})
    void auditLogOfASiteWithFewUsersIsNotSorted(String query) {
        Account admin = Account.createAdministrator();
        copyFewUsers();
        Sql.run("CREATE TABLE IF NOT EXISTS many_entries LIKE audit_entries");
        Sql.run(
                "INSERT INTO many_entries (actor_id, action, target_type, target_id, created_at)"
                        + " SELECT ?, 'user.promote', 'user', seq, NOW(6) FROM messages WHERE conversation_id = ?",
                ama.id(),
                id(conversation));
        Sql.run("ANALYZE TABLE many_entries");
        // Of an empty list, only the size is read.
        Sql.run("INSERT INTO audit_entries (actor_id, action, target_type, target_id, created_at)"
                + " SELECT actor_id, action, target_type, target_id, created_at FROM many_entries LIMIT 1");
        StatementLog log = StatementLog.of(() -> get(admin, "admin/audit/" + query));
        for (String statement : log.statements()) {
            List<AccessPath> plan = AccessPath.of(
                    statement.replace(" users t", " few_users t").replace(" audit_entries t", " many_entries t"));
            assertTrue(plan.stream().noneMatch(AccessPath::isSorted), () -> statement + "\n" + plan);
        }
        assertTrue(
                log.statements().stream().anyMatch(statement -> statement.contains(" users t")), () -> log.toString());
    }

    private static void copyFewUsers() {
        Sql.run("CREATE TABLE IF NOT EXISTS few_users LIKE users");
        Sql.run(
                "INSERT IGNORE INTO few_users (id, username, email, first_name, last_name, is_active, created_at,"
                        + " updated_at) SELECT id, username, email, first_name, last_name, is_active, created_at, updated_at"
                        + " FROM users WHERE id IN (?, ?)",
                ama.id(),
                kofi.id());
        Sql.run("ANALYZE TABLE few_users");
    }

    @AfterAll
    static void dropCopies() {
        Sql.run("DROP TABLE IF EXISTS few_users, many_entries");
    }

    @Test
    void singleReadsCostOneOrTwoStatements() {
        assertCheap(2, kofi, conversation);
        assertCheap(2, ama, joined);
        assertCheap(2, ama, conversation + "messages/" + middle + "/");
        assertCheap(1, ama, conversation + "preferences/");
        assertCheap(1, ama, conversation + "participants/");
        assertCheap(2, ama, conversation + "participants/?search=nobody");
    }

    @Test
    void listOfConversationsReadsNoneOfOtherUsers() {
        Account esi = Account.register();
        esi.sendMessage(esi.createConversation("Alone"), "Hello");
        long before = rows(() -> get(esi, "conversations/"));
        Account efua = Account.register();
        IntStream.range(0, 50).forEach(i -> efua.createConversation("Other " + i));
        assertEquals(before, rows(() -> get(esi, "conversations/")));
    }

    @Test
    void deepOffsetReadsThePageThatCountingWouldFind() {
        long[] visible = LongStream.rangeClosed(1, MESSAGES + 1)
                .filter(seq -> seq % DELETED_EVERY != 0 || seq > MESSAGES)
                .toArray();
        for (int offset : new int[] {1, 2, 498, 499, 500, 501, 502, 998, 999, 5000, 9980, 19950}) {
            List<Long> upwards = seqs(get(ama, conversation + "messages/?ordering=seq&limit=20&offset=" + offset));
            List<Long> downwards = seqs(get(ama, conversation + "messages/?limit=20&offset=" + offset));
            assertEquals(
                    IntStream.range(offset, Math.min(visible.length, offset + 20))
                            .mapToObj(i -> visible[i])
                            .toList(),
                    upwards,
                    () -> "offset " + offset);
            assertEquals(
                    IntStream.range(offset, Math.min(visible.length, offset + 20))
                            .mapToObj(i -> visible[visible.length - 1 - i])
                            .toList(),
                    downwards,
                    () -> "offset " + offset);
        }
    }

    @Test
    void deepOffsetReadsFewRows() {
        String path = conversation + "messages/?limit=50&offset=";
        long near = rows(() -> get(ama, path + "0"));
        long far = rows(() -> get(ama, path + "15000"));
        assertTrue(far < near + 10L * MESSAGES / DELETED_EVERY, near + " rows, then " + far);
    }

    @ParameterizedTest
    @ValueSource(strings = {"before=10000", "after=10000", "around=10000"})
    void cursorReadsFewRows(String cursor) {
        long newest = rows(() -> get(ama, conversation + "messages/?limit=50"));
        long middle = rows(() -> get(ama, conversation + "messages/?limit=50&" + cursor));
        assertTrue(middle < newest + 1_000, newest + " rows, then " + middle);
    }

    @Test
    void searchFromACursorReadsNoHiddenMessages() {
        String path = joined + "messages/?search=nothing-has-this&before=" + (2 * MESSAGES);
        assertEquals(0, get(kofi, path).results().size());
        long rows = rows(() -> get(kofi, path));
        assertTrue(rows < MESSAGES / 10, rows + " rows");
    }

    @Test
    void sparsePageReadsTheDetailsOfItsMessagesOnly() {
        // Two messages at the ends; between them are 400 with a mention each.
        String sparse = ama.createConversation("Sparse", kofi);
        fill(sparse);
        Sql.run(
                "INSERT INTO mentions (conversation_id, seq, start_at, length, user_id, message_id)"
                        + " SELECT conversation_id, seq, 0, 5, ?, id FROM messages"
                        + " WHERE conversation_id = ? AND seq BETWEEN 100 AND 499",
                kofi.id(),
                id(sparse));
        Sql.run(
                "UPDATE messages SET content = CONCAT('@rare ', seq) WHERE conversation_id = ? AND seq IN (1, 900)",
                id(sparse));
        String path = sparse + "messages/?limit=50&search=";
        assertEquals(2, get(ama, path + "rare").results().size());
        long few = rows(() -> get(ama, path + "Message%2019999"));
        long many = rows(() -> get(ama, path + "rare"));
        assertTrue(Math.abs(many - few) < 100, few + " rows, then " + many);
    }

    private static List<Long> seqs(ApiResponse page) {
        return page.results().stream()
                .map(message -> message.get("seq").longValue())
                .toList();
    }

    private static long rows(Runnable request) {
        request.run();
        return IntStream.range(0, 5)
                .mapToLong(i -> {
                    long before = Sql.rowsRead();
                    request.run();
                    return Sql.rowsRead() - before;
                })
                .min()
                .orElseThrow();
    }

    private static void assertCheap(int most, Account caller, String path) {
        StatementLog log = StatementLog.of(() -> get(caller, path));
        assertTrue(log.count() <= most, () -> path + ": " + log);
        assertTrue(log.control().isEmpty(), () -> path + ": " + log);
        for (String statement : log.statements()) {
            List<AccessPath> plan = AccessPath.of(statement);
            assertTrue(plan.stream().noneMatch(AccessPath::isFullScan), () -> path + ": " + statement + "\n" + plan);
            // Sorted are the deleted messages before an offset (d), a page's reactions (r), the user's conversations
            // (p).
            assertTrue(
                    plan.stream()
                            .filter(AccessPath::isSorted)
                            .allMatch(sorted -> List.of("d", "r", "p", "c").contains(sorted.table())),
                    () -> path + ": " + statement + "\n" + plan);
        }
    }

    private static ApiResponse get(Account caller, String path) {
        return caller.get(path).expect(200);
    }
}
