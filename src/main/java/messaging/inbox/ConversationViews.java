package messaging.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import messaging.jdbc.JdbcClient;
import messaging.jdbc.SqlBuilder;
import messaging.message.MessageDetails;
import messaging.message.MessageRow;
import messaging.message.MessageView;
import messaging.paging.FoldedColumns;
import messaging.paging.ListOptions;
import messaging.paging.PageQuery;
import messaging.paging.PageQuery.Order;
import messaging.paging.Slice;
import messaging.revision.Versioned;
import messaging.user.PersonReader;

/**
 * Reads conversations as their participants see them (S-SPEED-3): one statement finds the conversations by the index of
 * participants by user, or two if they do not fit on the first page. Another one reads participants, mentions and reactions of
 * the latest messages, and counts deleted messages if necessary.
 */
@ApplicationScoped
class ConversationViews {
    private static final FoldedColumns TITLE = FoldedColumns.of("c", "title_folded", "title");
    private static final FoldedColumns NAMES =
            FoldedColumns.of("u", "name_folded", "username", "first_name", "last_name");

    static final ListOptions LISTING = ListOptions.identifiedBy("c.id")
            .orderBy("id", "c.id")
            .orderBy("title", "c.title")
            .orderBy("created_at", "c.created_at")
            .orderBy("updated_at", "c.updated_at")
            .byDefault("-updated_at");

    private static final Map<String, Comparator<ConversationRow>> COMPARATORS = Map.of(
            "c.id", Comparator.comparingLong(ConversationRow::id),
            "c.created_at", Comparator.comparing(ConversationRow::createdAt),
            "c.updated_at", Comparator.comparing(ConversationRow::updatedAt));

    // The hints make the databases start at the user even if reading all of a few conversations looked cheaper.
    private static final String TABLES =
            " FROM participants p STRAIGHT_JOIN conversations c FORCE INDEX (PRIMARY) ON c.id = p.conversation_id ";

    // The types of rows in the second statement, in addition to those of MessageDetails.
    private static final int PARTICIPANT = 0;
    private static final int LATEST = 1;
    private static final int DELETED = 2;
    private static final int OWN = 3;
    private static final int MESSAGE = MessageDetails.MESSAGE;

    // A participant uses the columns of a message's sender. The columns after them are omitted if no other row needs
    // them.
    private static final int UNUSED = MessageRow.COUNT - MessageRow.OWN;

    private final JdbcClient jdbc;
    private final MessageDetails details;

    /** For CDI's proxy. */
    protected ConversationViews() {
        this(null, null);
    }

    @Inject
    ConversationViews(JdbcClient jdbc, MessageDetails details) {
        this.jdbc = jdbc;
        this.details = details;
    }

    /** A row with its position in the list and the size of the list. */
    private record Placed(long count, long place, ConversationRow row) {}

    /**
     * Reads a conversation.
     *
     * @param id of the conversation
     * @param user id of the account
     * @return empty if the user is not a participant
     */
    Optional<Versioned<ConversationView>> find(long id, long user) {
        var query = new SqlBuilder()
                .add("SELECT " + ConversationRow.COLUMNS + " FROM participants p " + ConversationRow.JOINS)
                .add(
                        " WHERE p.conversation_id = ? AND p.user_id = ? AND p.removed_at IS NULL AND c.deleted_at IS NULL",
                        id,
                        user);
        var rows = jdbc.list(query, new ConversationRow.Reader(user, 1)::read);
        return views(rows, user).stream()
                .findFirst()
                .map(view -> new Versioned<>(view, rows.get(0).revision()));
    }

    /**
     * Reads a page of a user's conversations.
     *
     * @param user id of the account
     * @param page the requested page
     * @param filter which conversations the list shows
     * @param withUnread the conversations with unread messages; only used if the filter asks for them
     * @return the page
     */
    Slice<ConversationView> page(long user, PageQuery page, InboxFilter filter, UnreadConversations withUnread) {
        var condition = condition(user, page, filter, withUnread);
        var comparator = comparator(page);
        if (page.offset() == 0 && filter.unread().isEmpty() && comparator.isPresent()) {
            var rows = shortList(user, page.limit(), condition);
            if (!rows.isEmpty()) {
                var sorted = rows.stream().sorted(comparator.get()).toList();
                return new Slice<>(rows.size(), views(sorted, user));
            }
        }
        var listed = new SqlBuilder().add(TABLES).add(condition);
        var query = new SqlBuilder()
                .add("SELECT page.total, page.place, " + ConversationRow.COLUMNS + " FROM (")
                .add("SELECT c.id, COUNT(*) OVER () AS total, ROW_NUMBER() OVER (ORDER BY " + page.orderBy()
                        + ") AS place")
                .add(listed)
                .add(" ORDER BY place LIMIT ? OFFSET ?", page.limit(), page.offset())
                .add(") page JOIN participants p ON p.conversation_id = page.id AND p.user_id = ?", user)
                .add(ConversationRow.JOINS);
        var reader = new ConversationRow.Reader(user, 3);
        var rows = jdbc.list(query, row -> new Placed(row.getLong(1), row.getLong(2), reader.read(row)));
        if (rows.isEmpty()) {
            // A page beyond the end has no row with the size of the list.
            return new Slice<>(page.offset() == 0 ? 0 : count(listed), List.of());
        }
        var sorted = rows.stream()
                .sorted(Comparator.comparingLong(Placed::place))
                .map(Placed::row)
                .toList();
        return new Slice<>(rows.get(0).count(), views(sorted, user));
    }

    private long count(SqlBuilder listed) {
        return jdbc.first(new SqlBuilder().add("SELECT COUNT(*)").add(listed), row -> row.getLong(1))
                .orElseThrow();
    }

    // Returns all conversations of a user who has at most one page of them: reading them costs less than sorting and
    // counting them in the database. Empty for other users.
    private List<ConversationRow> shortList(long user, int limit, SqlBuilder condition) {
        var query = new SqlBuilder()
                .add("SELECT " + ConversationRow.COLUMNS + TABLES + ConversationRow.OUTER_JOINS)
                .add(condition)
                .add(
                        " AND (SELECT s.user_id FROM participants s WHERE s.user_id = ? AND s.removed_at IS NULL"
                                + " LIMIT 1 OFFSET ?) IS NULL",
                        user,
                        limit);
        return jdbc.list(query, new ConversationRow.Reader(user, 1)::read);
    }

    private static SqlBuilder condition(long user, PageQuery page, InboxFilter filter, UnreadConversations withUnread) {
        var query = new SqlBuilder()
                .add("WHERE p.user_id = ? AND p.removed_at IS NULL AND c.deleted_at IS NULL", user)
                .add(filter.condition(user, withUnread));
        for (var term : page.terms()) {
            query.add(" AND (");
            TITLE.addContains(query, term);
            query.add(
                    " OR EXISTS (SELECT 1 FROM participants o JOIN users u ON u.id = o.user_id"
                            + " WHERE o.conversation_id = c.id AND o.removed_at IS NULL AND o.user_id <> ? AND ",
                    user);
            NAMES.addContains(query, term);
            query.add("))");
        }
        return query;
    }

    // Empty for an order that depends on a collation.
    private static Optional<Comparator<ConversationRow>> comparator(PageQuery page) {
        return COMPARATORS
                        .keySet()
                        .containsAll(page.order().stream().map(Order::attribute).toList())
                ? page.order().stream()
                        .map(step -> step.descending()
                                ? COMPARATORS.get(step.attribute()).reversed()
                                : COMPARATORS.get(step.attribute()))
                        .reduce(Comparator::thenComparing)
                : Optional.empty();
    }

    private List<ConversationView> views(List<ConversationRow> rows, long user) {
        if (rows.isEmpty()) {
            return List.of();
        }
        var newest = rows.stream().flatMap(row -> row.visibleNewest().stream()).toList();
        var parts = complement(rows);
        parts.addAll(details.parts(newest));
        var query = participants(rows, !parts.isEmpty());
        parts.forEach(part -> query.add("UNION ALL").add(part));
        var found = new Found();
        jdbc.list(query, found::collect);
        found.sortMembers();
        found.latest.addAll(newest);
        var latest = found.details.addTo(found.latest).stream()
                .collect(Collectors.toMap(MessageView::conversation, Function.identity()));
        return rows.stream()
                // A user who was removed after the first statement no longer sees the conversation.
                .filter(row -> found.members(row.id()).stream()
                        .anyMatch(member -> member.person().id() == user))
                .map(row -> row.view(found.members(row.id()), found.summary(row.position()), latest.get(row.id())))
                .toList();
    }

    private static SqlBuilder participants(List<ConversationRow> rows, boolean isPadded) {
        return new SqlBuilder()
                .add("SELECT " + PARTICIPANT + ", p.role = 'owner', NULL, p.conversation_id, p.user_id,"
                        + PersonReader.COLUMNS + (isPadded ? ", NULL".repeat(UNUSED) : "")
                        + " FROM participants p JOIN users u ON u.id = p.user_id WHERE")
                .addIn(
                        "p.conversation_id",
                        rows.stream().map(ConversationRow::id).toList())
                .add("AND p.removed_at IS NULL");
    }

    // Only ranges with constant bounds count few rows, so each conversation that needs a count has queries of its own.
    private List<SqlBuilder> complement(List<ConversationRow> rows) {
        var parts = new ArrayList<SqlBuilder>();
        for (var row : rows) {
            var position = row.position();
            if (row.needsLatest()) {
                parts.add(new SqlBuilder()
                        .add(
                                "(SELECT " + LATEST + ", 0, NULL, " + MessageRow.COLUMNS
                                        + " FROM messages m" + PersonReader.outerJoin("m.sender_id")
                                        + "WHERE m.conversation_id = ? AND m.deleted_seq IS NULL AND m.seq >= ?"
                                        + " ORDER BY m.seq DESC LIMIT 1)",
                                row.id(),
                                position.firstVisibleSeq()));
                parts.addAll(details.partsOfLatest(row.id(), position.firstVisibleSeq()));
            }
            if (position.needsDeletedCount()) {
                parts.add(count(DELETED, row.id())
                        .add(
                                " FROM messages d WHERE d.conversation_id = ? AND d.deleted_seq > ? AND d.sender_id <> ?",
                                row.id(),
                                position.readSeq(),
                                position.user()));
            }
            if (position.ownAfter().isEmpty()) {
                parts.add(count(OWN, row.id())
                        .add(
                                " FROM messages d WHERE d.sender_id = ? AND d.conversation_id = ? AND d.seq > ?",
                                position.user(),
                                row.id(),
                                position.readSeq()));
            }
        }
        return parts;
    }

    private static SqlBuilder count(int about, long conversation) {
        return new SqlBuilder()
                .add(
                        "SELECT " + about + ", COUNT(*), NULL, ?" + ", NULL".repeat(MessageDetails.COLUMNS - MESSAGE),
                        conversation);
    }

    /** The rows of the second statement. */
    private static final class Found {
        private final Map<Long, List<ConversationRow.Member>> members = new HashMap<>();
        private final List<MessageRow> latest = new ArrayList<>();
        private final MessageDetails.Found details = new MessageDetails.Found();
        private final Map<Long, Long> deleted = new HashMap<>();
        private final Map<Long, Long> own = new HashMap<>();
        private final PersonReader people = new PersonReader();
        private final MessageRow.Reader messages = new MessageRow.Reader(MESSAGE);

        long collect(ResultSet row) throws SQLException {
            var conversation = row.getLong(MESSAGE);
            switch (row.getInt(1)) {
                case LATEST -> latest.add(messages.read(row));
                case DELETED -> deleted.put(conversation, row.getLong(2));
                case OWN -> own.put(conversation, row.getLong(2));
                case PARTICIPANT ->
                    members.computeIfAbsent(conversation, id -> new ArrayList<>())
                            .add(new ConversationRow.Member(
                                    people.read(
                                            row, row.getLong(MESSAGE + MessageRow.SENDER), MESSAGE + MessageRow.PERSON),
                                    row.getBoolean(2)));
                default -> details.collect(row);
            }
            return conversation;
        }

        void sortMembers() {
            members.values()
                    .forEach(all -> all.sort(
                            Comparator.comparingLong(member -> member.person().id())));
        }

        List<ConversationRow.Member> members(long conversation) {
            return members.getOrDefault(conversation, List.of());
        }

        UnreadSummary summary(ReadPosition position) {
            var id = position.conversation();
            return new UnreadSummary(
                    id, deleted.getOrDefault(id, 0L), position.ownAfter().orElseGet(() -> own.getOrDefault(id, 0L)));
        }
    }
}
