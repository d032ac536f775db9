package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import messaging.jdbc.Columns;
import messaging.jdbc.JdbcClient;
import messaging.jdbc.SqlBuilder;

/**
 * Reads the mentions in messages and the reactions to them, with at most one statement for all messages. Its queries can be
 * combined with others by UNION ALL: each row has {@link #COLUMNS} columns, and each query fills some of them.
 */
@ApplicationScoped
public class MessageDetails {
    /** The number of columns of a row: its type, an amount, a name, and the columns of {@link MessageRow}. */
    public static final int COLUMNS = 3 + MessageRow.COUNT;

    /** Position of the first column of {@link MessageRow} in a row. */
    public static final int MESSAGE = 4;

    // Types of rows; the queries of other classes have smaller numbers.
    private static final int MENTION = 10;
    private static final int REACTION = 11;
    private static final int DELETED = 12;
    private static final int NEAREST = 13;

    // A page is read as one range of numbers if that has at most this many times more numbers than the page has
    // messages.
    private static final int MAX_SPREAD = 4;

    private static final int AMOUNT = 2;
    private static final int NAME = 3;
    private static final int CONVERSATION = MESSAGE;
    private static final int USER = MESSAGE + MessageRow.SENDER;
    private static final int USERNAME = MESSAGE + MessageRow.PERSON;
    private static final int PLACE = MESSAGE + MessageRow.OWN;
    private static final int SEQ = PLACE + 1;
    private static final int LENGTH = PLACE + 2;
    private static final int EMOJI = PLACE + 5;
    private static final int TIME = PLACE + 7;

    private final JdbcClient jdbc;

    /** For CDI's proxy. */
    protected MessageDetails() {
        this(null);
    }

    @Inject
    MessageDetails(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The primary key of a message. */
    private record Key(long conversation, long seq) {
        static Key of(MessageView view) {
            return new Key(view.conversation(), view.seq());
        }
    }

    /** A user's reaction; {@code uses} is the number of reactions with the same emoji. */
    private record Use(byte[] emoji, long uses, Instant firstUse, long place, long user) {}

    /** The mentions and reactions that were read. */
    public static final class Found {
        private final Map<Key, List<MentionView>> mentions = new HashMap<>();
        private final Map<Key, List<Use>> uses = new HashMap<>();
        private long deleted;
        private OptionalLong nearest = OptionalLong.empty();

        /**
         * Collects a row, if it is of a query of {@link MessageDetails}.
         *
         * @param row with {@link #COLUMNS} columns
         * @return false for a row of another query
         * @throws SQLException if a column cannot be read
         */
        public boolean collect(ResultSet row) throws SQLException {
            switch (row.getInt(1)) {
                case MENTION ->
                    mentions.computeIfAbsent(key(row), key -> new ArrayList<>())
                            .add(MentionView.of(
                                    MentionKind.of(Columns.text(row, NAME)),
                                    row.getLong(USER),
                                    Columns.text(row, USERNAME),
                                    row.getInt(PLACE),
                                    row.getInt(LENGTH)));
                case REACTION ->
                    uses.computeIfAbsent(key(row), key -> new ArrayList<>())
                            .add(new Use(
                                    row.getBytes(EMOJI),
                                    row.getLong(AMOUNT),
                                    Columns.instant(row, TIME),
                                    row.getLong(PLACE),
                                    row.getLong(USER)));
                case DELETED -> deleted = row.getLong(AMOUNT);
                case NEAREST -> nearest = OptionalLong.of(row.getLong(AMOUNT));
                default -> {
                    return false;
                }
            }
            return true;
        }

        /**
         * Adds the mentions and reactions to messages.
         *
         * @param rows the messages
         * @return their complete views, in the same order
         */
        public List<MessageView> addTo(List<MessageRow> rows) {
            return rows.stream()
                    .map(MessageRow::view)
                    .map(view -> {
                        var key = Key.of(view);
                        return mentions.containsKey(key) || uses.containsKey(key)
                                ? view.with(mentionsOf(key), reactionsTo(key))
                                : view;
                    })
                    .toList();
        }

        /** Returns the number of deleted messages, if they were counted. */
        long deleted() {
            return deleted;
        }

        /** The number of the nearest message, if it was selected and exists. */
        OptionalLong nearest() {
            return nearest;
        }

        private static Key key(ResultSet row) throws SQLException {
            return new Key(row.getLong(CONVERSATION), row.getLong(SEQ));
        }

        private List<MentionView> mentionsOf(Key key) {
            return mentions.getOrDefault(key, List.of()).stream()
                    .sorted(Comparator.comparingInt(MentionView::offset))
                    .toList();
        }

        // Sorted by the first use and the bytes of the emoji; the users of an emoji by time.
        private List<ReactionSummaryView> reactionsTo(Key key) {
            var sorted = uses.getOrDefault(key, List.of()).stream()
                    .sorted(Comparator.comparing(Use::firstUse)
                            .thenComparing(Use::emoji, Arrays::compareUnsigned)
                            .thenComparingLong(Use::place))
                    .toList();
            var reactions = new ArrayList<ReactionSummaryView>();
            for (int from = 0, to; from < sorted.size(); from = to) {
                var first = sorted.get(from);
                var users = new ArrayList<Long>();
                for (to = from;
                        to < sorted.size() && Arrays.equals(sorted.get(to).emoji(), first.emoji());
                        to++) {
                    users.add(sorted.get(to).user());
                }
                reactions.add(new ReactionSummaryView(
                        new String(first.emoji(), StandardCharsets.UTF_8), first.uses(), users));
            }
            return reactions;
        }
    }

    /**
     * Adds mentions and reactions to messages.
     *
     * @param rows messages of any conversations
     * @return their complete views, in the same order
     */
    public List<MessageView> addTo(List<MessageRow> rows) {
        return read(parts(rows)).addTo(rows);
    }

    /**
     * Reads the mentions in messages and the reactions to them, and more in the same statement.
     *
     * @param rows messages of any conversations
     * @param more of {@link #deletedAfter}, {@link #nearestFrom} and {@link #nearestUpTo}
     */
    Found readWith(List<MessageRow> rows, List<SqlBuilder> more) {
        var parts = parts(rows);
        parts.addAll(more);
        return read(parts);
    }

    /** Counts the deleted messages of a conversation after a number. */
    static SqlBuilder deletedAfter(long conversation, long seq) {
        return new SqlBuilder()
                .add("SELECT " + DELETED + ", COUNT(*)" + ", NULL".repeat(COLUMNS - 2))
                .add("FROM messages d WHERE d.conversation_id = ? AND d.deleted_seq > ?", conversation, seq);
    }

    /** Selects the number of the first message that is not deleted, at a number or after it. */
    static SqlBuilder nearestFrom(long conversation, long seq) {
        return nearest(">= ?", "", conversation, seq);
    }

    /** Selects the number of the last message that is not deleted, after a number and up to another one. */
    static SqlBuilder nearestUpTo(long conversation, long after, long upTo) {
        return nearest("> ? AND x.seq <= ?", " DESC", conversation, after, upTo);
    }

    private static SqlBuilder nearest(String range, String order, Object... parameters) {
        return new SqlBuilder()
                .add(
                        "(SELECT " + NEAREST + ", x.seq" + ", NULL".repeat(COLUMNS - 2)
                                + " FROM messages x WHERE x.conversation_id = ? AND x.deleted_seq IS NULL AND x.seq "
                                + range + " ORDER BY x.seq" + order + " LIMIT 1)",
                        parameters);
    }

    /**
     * Returns the queries for the mentions in messages and the reactions to them.
     *
     * @param rows messages of any conversations
     * @return at most two queries, to be combined by UNION ALL
     */
    public List<SqlBuilder> parts(List<MessageRow> rows) {
        var parts = new ArrayList<SqlBuilder>();
        var mentioning = rows.stream().filter(MessageRow::mayHaveMentions).toList();
        if (!mentioning.isEmpty()) {
            parts.add(mentions(areIn("x", mentioning)));
        }
        var reactedTo = rows.stream().filter(MessageRow::mayHaveReactions).toList();
        if (!reactedTo.isEmpty()) {
            parts.add(reactions(areIn("r", reactedTo)));
        }
        return parts;
    }

    /**
     * Returns the queries for the mentions in the latest message of a conversation and the reactions to it.
     *
     * @param conversation id of the conversation
     * @param firstSeq number of the first visible message
     * @return two queries, to be combined by UNION ALL
     */
    public List<SqlBuilder> partsOfLatest(long conversation, long firstSeq) {
        return List.of(
                mentions(isLatest("x", conversation, firstSeq)), reactions(isLatest("r", conversation, firstSeq)));
    }

    private static SqlBuilder isLatest(String alias, long conversation, long firstSeq) {
        return new SqlBuilder()
                .add(alias + ".conversation_id = ? AND " + alias + """
                        .seq = (SELECT l.seq FROM messages l WHERE l.conversation_id = ? AND l.deleted_seq IS NULL
                            AND l.seq >= ? ORDER BY l.seq DESC LIMIT 1)""", conversation, conversation, firstSeq);
    }

    private Found read(List<SqlBuilder> parts) {
        var found = new Found();
        if (!parts.isEmpty()) {
            var query = parts.get(0);
            parts.stream().skip(1).forEach(part -> query.add("UNION ALL").add(part));
            jdbc.list(query, found::collect);
        }
        return found;
    }

    private static SqlBuilder mentions(SqlBuilder condition) {
        return new SqlBuilder().add("SELECT " + MENTION + """
                        , 0, x.kind, x.conversation_id, x.user_id, u.username, NULL, NULL, NULL, x.start_at, x.seq,
                            x.length, NULL, NULL, NULL, NULL, NULL, NULL
                        FROM mentions x LEFT JOIN users u ON u.id = x.user_id WHERE""").add(condition);
    }

    // The database counts all users and returns only the first ones.
    private static SqlBuilder reactions(SqlBuilder condition) {
        return new SqlBuilder()
                .add("SELECT " + REACTION + """
                        , uses, NULL, conversation_id, user_id, NULL, NULL, NULL, NULL, place, seq, NULL, NULL, NULL,
                            emoji, NULL,\s""" + Columns.micros("first_use") + """
                        , NULL FROM (
                            SELECT r.conversation_id, r.seq, r.user_id, r.emoji,
                                COUNT(*) OVER (PARTITION BY r.conversation_id, r.seq, r.emoji) AS uses,
                                MIN(r.created_at) OVER (PARTITION BY r.conversation_id, r.seq, r.emoji) AS first_use,
                                ROW_NUMBER() OVER (
                                    PARTITION BY r.conversation_id, r.seq, r.emoji
                                    ORDER BY r.created_at, r.user_id) AS place
                            FROM reactions r WHERE""")
                .add(condition)
                .add(") ranked WHERE place <= ?", ReactionSummaryView.MAX_USERS);
    }

    // Adjacent messages are a range of the primary key, and the statement has the same text for all such pages.
    private static SqlBuilder areIn(String alias, List<MessageRow> rows) {
        var conversation = rows.get(0).view().conversation();
        if (rows.stream().anyMatch(row -> row.view().conversation() != conversation)) {
            var padded = SqlBuilder.padded(rows);
            return new SqlBuilder()
                    .add(
                            "(" + String.join(" OR ", Collections.nCopies(padded.size(), isAt(alias))) + ")",
                            padded.stream()
                                    .map(MessageRow::view)
                                    .flatMap(view -> Stream.of(view.conversation(), view.seq()))
                                    .toArray());
        }
        var seqs = rows.stream().mapToLong(row -> row.view().seq()).summaryStatistics();
        var condition = new SqlBuilder().add(alias + ".conversation_id = ?", conversation);
        return seqs.getMax() - seqs.getMin() < (long) MAX_SPREAD * rows.size()
                ? condition.add("AND " + alias + ".seq BETWEEN ? AND ?", seqs.getMin(), seqs.getMax())
                : condition
                        .add("AND")
                        .addIn(
                                alias + ".seq",
                                rows.stream().map(row -> row.view().seq()).toList());
    }

    private static String isAt(String alias) {
        return "(" + alias + ".conversation_id = ? AND " + alias + ".seq = ?)";
    }
}
