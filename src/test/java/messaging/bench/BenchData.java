package messaging.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import messaging.settings.Settings;
import messaging.text.TextFolding;
import messaging.text.UsernameRules;
import messaging.user.FoldedProfile;
import messaging.user.Passwords;
import messaging.user.Profile;

/**
 * Loads the database in bulk: a million messages in one conversation, 10,000 conversations and 50,000 users, with text in
 * several scripts. All columns are as the product writes them, so that its background tasks find nothing to do.
 */
final class BenchData implements AutoCloseable {
    static final int USERS = 50_000;
    static final int CONVERSATIONS = 10_000;
    static final int MESSAGES = 1_000_000;

    /** The conversation with a million messages. */
    static final long LARGE = 1;

    /** The conversation that is searched. */
    static final long SEARCHED = 2;

    static final int SEARCHED_MESSAGES = 10_000;

    /** The conversation into which all messages of one case are sent. */
    static final long BUSY = 3;

    /** The conversation with a thousand participants. */
    static final long CROWDED = 4;

    static final long FIRST_LISTENER = 1_001;
    static final int LISTENERS = 1_000;

    /** {@link #ACTIVE_USER} is a participant of these. */
    static final long FIRST_OF_MANY = 5;

    static final long LAST_OF_MANY = 1_004;

    /** A participant of the first three conversations and of a thousand more. */
    static final long ACTIVE_USER = 1;

    /** A participant of the first three conversations. */
    static final long QUIET_USER = 2;

    static final String PASSWORD = "correct horse battery staple";

    private static final int SENDERS = 50;
    private static final int MEMBERS = 10;
    private static final int MESSAGES_EACH = 10;
    private static final int BATCH = 1_000;
    private static final int CHUNK = 100_000;

    private static final List<String> TEXTS = List.of(
            "Could you have a look at the figures before noon? I think the second column is off by one.",
            "Merci beaucoup, c’est déjà réglé — je t’envoie le reçu dès que la pluie s’arrête à Yaoundé.",
            "Habari za asubuhi! Mkutano wetu utaanza saa nne, tafadhali leta ripoti ya mwezi uliopita.",
            "Доброе утро, отчёт готов, осталось проверить последние две таблицы и отправить письмо.",
            "صباح الخير، أرسلت إليك النسخة الجديدة من التقرير، أرجو أن تراجعها قبل الاجتماع.",
            "सुप्रभात, नई रिपोर्ट भेज दी है, कृपया बैठक से पहले एक बार देख लीजिए।",
            "おはようございます。新しい報告書を送りましたので、会議の前にご確認ください。",
            "早上好，新的报告已经发给你了，请在开会之前看一下最后两张表格。",
            "สวัสดีตอนเช้า ส่งรายงานฉบับใหม่ให้แล้ว ช่วยตรวจดูก่อนประชุมด้วยนะ",
            "Ẹ káàárọ̀, mo ti fi ìròyìn tuntun ránṣẹ́, jọ̀wọ́ ẹ yẹ̀ ẹ́ wò kí ìpàdé tó bẹ̀rẹ̀.",
            "Καλημέρα, η νέα αναφορά είναι έτοιμη και περιμένει μόνο την υπογραφή σου 👍",
            "ok 👌");

    private final Connection connection;

    /**
     * Signs in.
     *
     * @param url of the migrated and empty database
     * @param rootPassword of an account that may switch off the binary log
     */
    BenchData(String url, String rootPassword) throws SQLException {
        connection = DriverManager.getConnection(url + "&rewriteBatchedStatements=true", "root", rootPassword);
    }

    /** Loads everything and returns how long it took. */
    Duration load() throws SQLException {
        long start = System.nanoTime();
        run("SET SESSION foreign_key_checks = 0, unique_checks = 0, sql_log_bin = 0");
        connection.setAutoCommit(false);
        createNumbers();
        createTexts();
        addUsers();
        addConversations();
        addMessages();
        addParticipants();
        addSessions();
        run("INSERT INTO folding_progress (name, folded_id, folded_until)"
                + " SELECT 'messages', MAX(id), CURRENT_TIMESTAMP(6) FROM messages");
        run("DROP TABLE bench_numbers");
        run("DROP TABLE bench_texts");
        connection.commit();
        for (var table : List.of("users", "conversations", "participants", "inbox_entries", "messages", "sessions")) {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("ANALYZE TABLE " + table)) {
                rows.next();
            }
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** The id of a user's session. */
    static long session(long user) {
        return user;
    }

    static String username(long user) {
        return "user" + user;
    }

    private void createNumbers() throws SQLException {
        run("CREATE TABLE bench_numbers (n BIGINT NOT NULL PRIMARY KEY) ENGINE = InnoDB");
        run("INSERT INTO bench_numbers VALUES (1)");
        for (long rows = 1; rows < MESSAGES; rows *= 2) {
            run("INSERT INTO bench_numbers SELECT n + " + rows + " FROM bench_numbers WHERE n + " + rows + " <= "
                    + MESSAGES);
        }
        connection.commit();
    }

    private void createTexts() throws SQLException {
        run("CREATE TABLE bench_texts (n INT NOT NULL PRIMARY KEY, content TEXT, folded TEXT) ENGINE = InnoDB"
                + " CHARACTER SET utf8mb4");
        try (var insert = connection.prepareStatement("INSERT INTO bench_texts VALUES (?, ?, ?)")) {
            for (int i = 0; i < TEXTS.size(); i++) {
                var text = TEXTS.get(i);
                insert.setInt(1, i);
                insert.setString(2, text);
                insert.setString(3, TextFolding.isComparableByCollation(text) ? null : TextFolding.fold(text));
                insert.executeUpdate();
            }
        }
    }

    private void addUsers() throws SQLException {
        var passwords = new Passwords(Settings.from(Map.of("DB_PASSWORD", "none", "SIGNING_KEYS", "none")));
        var hash = passwords.hash(PASSWORD);
        var firstNames = List.of("Ama", "Kofi", "Zoë", "Иван", "فاطمة", "आरती", "さくら", "Nguyễn", "Σοφία", "Adébáyọ̀");
        var lastNames = List.of("Mensah", "Okafor", "Müller", "Петрова", "العربي", "शर्मा", "田中");
        try (var users = connection.prepareStatement(
                        "INSERT INTO users (id, username, email, password_hash, first_name, last_name, name_folded,"
                                + " email_folded, folded_revision, created_at, updated_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, '2025-01-01 09:00:00.123456', '2025-01-01 09:00:00.123456')");
                var claims =
                        connection.prepareStatement("INSERT INTO username_claims (skeleton, user_id) VALUES (?, ?)")) {
            for (int id = 1; id <= USERS; id++) {
                var profile = new Profile(
                        username(id),
                        username(id) + "@example.com",
                        firstNames.get(id % firstNames.size()),
                        lastNames.get(id % lastNames.size()));
                var folded = FoldedProfile.of(profile);
                set(
                        users,
                        id,
                        profile.username(),
                        profile.email(),
                        hash,
                        profile.firstName(),
                        profile.lastName(),
                        folded.names(),
                        folded.email());
                users.addBatch();
                for (var skeleton : UsernameRules.skeletonHashes(profile.username())) {
                    set(claims, skeleton, id);
                    claims.addBatch();
                }
                if (id % BATCH == 0) {
                    users.executeBatch();
                    claims.executeBatch();
                }
            }
        }
        connection.commit();
    }

    private void addConversations() throws SQLException {
        try (var insert = connection.prepareStatement(
                "INSERT INTO conversations (id, title, title_folded, folded_revision, last_seq, version, creator_id,"
                        + " created_at, updated_at, changed_at) VALUES (?, ?, ?, 1, ?, ?, ?, '2025-01-01 10:00:00',"
                        + " '2025-01-01 10:00:00' + INTERVAL ? SECOND, '2025-06-01 00:00:00')")) {
            for (int id = 1; id <= CONVERSATIONS; id++) {
                var title = "Conversation " + id;
                long messages = messages(id);
                set(insert, id, title, TextFolding.fold(title), messages, messages + 1, ACTIVE_USER, id);
                insert.addBatch();
                if (id % BATCH == 0) {
                    insert.executeBatch();
                }
            }
        }
        connection.commit();
    }

    private static long messages(long conversation) {
        if (conversation == LARGE) {
            return MESSAGES;
        }
        return conversation == SEARCHED ? SEARCHED_MESSAGES : MESSAGES_EACH;
    }

    private void addMessages() throws SQLException {
        for (int from = 0; from < MESSAGES; from += CHUNK) {
            addMessages(Long.toString(LARGE), "n.n", "n.n > " + from + " AND n.n <= " + (from + CHUNK));
        }
        addMessages(Long.toString(SEARCHED), "n.n", "n.n <= " + SEARCHED_MESSAGES);
        addMessages(
                BUSY + " + (n.n - 1) DIV " + MESSAGES_EACH,
                "(n.n - 1) MOD " + MESSAGES_EACH + " + 1",
                "n.n <= " + (CONVERSATIONS - BUSY + 1) * MESSAGES_EACH);
    }

    private void addMessages(String conversation, String seq, String condition) throws SQLException {
        run("INSERT INTO messages (conversation_id, seq, sender_id, content, content_folded, folded_revision, version,"
                + " sent_version, created_at, updated_at, changed_at)"
                + " SELECT " + conversation + ", " + seq + ", 1 + n.n MOD " + SENDERS
                + ", CONCAT(t.content, ' ', n.n), CONCAT(t.folded, ' ', n.n),"
                + " CASE WHEN t.folded IS NOT NULL THEN 1 END, " + seq + " + 1, " + seq + " + 1,"
                + " TIMESTAMP('2025-01-02 00:00:00.123456') + INTERVAL n.n * 10 SECOND,"
                + " TIMESTAMP('2025-01-02 00:00:00.123456') + INTERVAL n.n * 10 SECOND,"
                + " TIMESTAMP('2025-06-01 00:00:00')"
                + " FROM bench_numbers n JOIN bench_texts t ON t.n = n.n MOD " + TEXTS.size()
                + " WHERE " + condition + " ORDER BY n.n");
        connection.commit();
    }

    private void addParticipants() throws SQLException {
        try (var participants = connection.prepareStatement(
                        "INSERT IGNORE INTO participants (conversation_id, user_id, role, version, joined_version, joined_at,"
                                + " changed_at) VALUES (?, ?, ?, 1, 1, '2025-01-01 10:00:00', '2025-06-01 00:00:00')");
                var entries = connection.prepareStatement(
                        "INSERT IGNORE INTO inbox_entries (conversation_id, user_id, read_seq, receipt_seq, own_after,"
                                + " changed_at) VALUES (?, ?, ?, ?, ?, '2025-06-01 00:00:00')")) {
            for (long conversation = 1; conversation <= CONVERSATIONS; conversation++) {
                var members = members(conversation);
                for (int i = 0; i < members.length; i++) {
                    long user = members[i];
                    set(participants, conversation, user, i == 0 ? "owner" : "member");
                    participants.addBatch();
                    // In the large conversation, everyone has read half.
                    long read = conversation == LARGE ? MESSAGES / 2 : messages(conversation);
                    set(entries, conversation, user, read, read, (messages(conversation) - read) / SENDERS);
                    entries.addBatch();
                }
                if (conversation % BATCH == 0 || conversation == CROWDED) {
                    participants.executeBatch();
                    entries.executeBatch();
                }
            }
        }
        connection.commit();
    }

    private static long[] members(long conversation) {
        if (conversation == CROWDED) {
            return java.util.stream.LongStream.range(FIRST_LISTENER, FIRST_LISTENER + LISTENERS)
                    .toArray();
        }
        if (conversation <= BUSY) {
            return java.util.stream.LongStream.rangeClosed(1, conversation == LARGE ? SENDERS : MEMBERS)
                    .toArray();
        }
        var strangers = java.util.stream.LongStream.range(0, MEMBERS)
                .map(i -> SENDERS + 1 + (conversation * 7 + i * 4_999) % (USERS - SENDERS));
        return conversation <= LAST_OF_MANY
                ? java.util.stream.LongStream.concat(
                                java.util.stream.LongStream.of(ACTIVE_USER), strangers.limit(MEMBERS - 1L))
                        .toArray()
                : strangers.toArray();
    }

    private void addSessions() throws SQLException {
        run("INSERT INTO sessions (id, user_id, token_hash, device_folded, created_at, last_used_at, expires_at)"
                + " SELECT n, n, RANDOM_BYTES(32), '', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6),"
                + " UTC_TIMESTAMP(6) + INTERVAL 80 DAY FROM bench_numbers WHERE n < " + (FIRST_LISTENER + LISTENERS));
        connection.commit();
    }

    private void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
