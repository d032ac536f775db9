package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import messaging.conversation.ConversationNotFound;
import messaging.jdbc.JdbcClient;
import messaging.jdbc.SqlBuilder;
import messaging.paging.Cursor;
import messaging.paging.CursorRuns;
import messaging.paging.FoldedColumns;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.problem.ErrorCode;
import messaging.problem.InvalidInput;
import messaging.user.PersonReader;

/**
 * Reads pages of a conversation's messages (S-SPEED-3): one statement checks access and reads the messages, and a second
 * one reads mentions and reactions where there can be any. An empty page, and the count of a search or a list of replies,
 * cost one more.
 */
@ApplicationScoped
class MessagePages {
    private static final FoldedColumns CONTENT = FoldedColumns.of("m", "content_folded", "content");
    private static final String SEQ = "seq";
    private static final Map<String, String> COLUMNS =
            Map.of(SEQ, "m.seq", "id", "m.id", "updatedAt", "m.updated_at", "sender.id", "m.sender_id");

    // Where the messages' own columns start in a row.
    private static final int MESSAGE = 3 + MessageScope.State.COLUMNS;

    @Inject
    private JdbcClient jdbc;

    @Inject
    private MessageDetails details;

    /**
     * Reads a page of messages.
     *
     * @param scope the conversation and the user
     * @param replyTo id of a message whose replies are read; empty for all messages
     * @param page which part
     * @return the part
     * @throws ConversationNotFound if the user cannot see the conversation
     * @throws InvalidInput if the cursor is the id of a message that the user cannot see
     */
    Slice<MessageView> page(MessageScope scope, Optional<Long> replyTo, PageQuery page) {
        return new Reading(scope, replyTo, page).read();
    }

    /** A message and the run that it belongs to. */
    private record Row(int run, MessageRow message) {
        long seq() {
            return message.view().seq();
        }
    }

    /** The conversation and the message at which the page starts, the same in all rows of a statement. */
    private record Header(MessageScope.State state, OptionalLong anchor) {
        static Header read(ResultSet row, int first) throws SQLException {
            return new Header(MessageScope.State.read(row, first), number(row, first + MessageScope.State.COLUMNS));
        }
    }

    /** The conversation without messages. Counted are those that match the filters, or without any, the deleted ones. */
    private record Overview(Header header, long counted) {}

    /** One request for a page. */
    private final class Reading {
        private final MessageScope scope;
        private final Optional<Long> replyTo;
        private final PageQuery page;
        private final MessageRow.Reader reader = new MessageRow.Reader(MESSAGE);
        // Of the first row.
        private Header header;

        Reading(MessageScope scope, Optional<Long> replyTo, PageQuery page) {
            this.scope = scope;
            this.replyTo = replyTo;
            this.page = page;
        }

        Slice<MessageView> read() {
            if (isFiltered()) {
                var overview = overview();
                return slice(rows(), overview.counted()).mapAll(this::views);
            }
            var rows = rows();
            if (rows.isEmpty()) {
                var overview = overview();
                return slice(rows, overview.header().state().visible(overview.counted()))
                        .mapAll(this::views);
            }
            requireVisible(header);
            var state = header.state();
            if (state.needsDeletedCount()) {
                return withDeletedCount(rows, state);
            }
            return slice(rows, state.visible(state.hiddenSeq() == 0 ? state.deletedCount() : 0))
                    .mapAll(this::views);
        }

        // The count is part of the second statement.
        private Slice<MessageView> withDeletedCount(List<Row> rows, MessageScope.State state) {
            var shown = slice(rows, 0);
            var messages = shown.items().stream().map(Row::message).toList();
            var found = details.readWithDeleted(messages, scope.conversation(), state.hiddenSeq());
            return new Slice<>(state.visible(found.deleted()), found.addTo(messages), shown.neighbors());
        }

        private List<MessageView> views(List<Row> rows) {
            return details.addTo(rows.stream().map(Row::message).toList());
        }

        private Slice<Row> slice(List<Row> rows, long count) {
            // What the user may not see comes last in a run downwards, and is not read in a run upwards.
            var visible = rows.stream()
                    .filter(row -> row.seq() > header.state().hiddenSeq())
                    .toList();
            return page.cursor()
                    .map(cursor -> {
                        var bySeq = Comparator.comparingLong(Row::seq);
                        var runs = visible.stream().collect(Collectors.partitioningBy(row -> row.run() == 0));
                        return new CursorRuns<>(page, cursor.side(), Row::seq)
                                .slice(
                                        runs.get(true).stream()
                                                .sorted(bySeq.reversed())
                                                .toList(),
                                        runs.get(false).stream().sorted(bySeq).toList(),
                                        count);
                    })
                    .orElseGet(() -> new Slice<>(count, visible));
        }

        private List<Row> rows() {
            return jdbc.list(page.cursor().map(this::runs).orElseGet(this::window), this::row);
        }

        private SqlBuilder runs(Cursor cursor) {
            var sizes = new CursorRuns<Row>(page, cursor.side(), Row::seq);
            var at = anchor(cursor);
            var isBefore = cursor.side() == Cursor.Side.BEFORE;
            var downwards =
                    select(0).add(isBefore ? " AND m.seq < " : " AND m.seq <= ").add(at);
            // A run that finds few messages must not look for more among those that the user may not see.
            if (isFiltered()) {
                downwards.add(" AND m.seq > ").add(scope.hiddenSeq());
            }
            return new SqlBuilder()
                    .add("(")
                    .add(downwards.add(" ORDER BY m.seq DESC LIMIT ?", sizes.smallerLimit()))
                    .add(") UNION ALL (")
                    .add(select(1)
                            .add(isBefore ? " AND m.seq >= " : " AND m.seq > ")
                            .add(at)
                            .add(" AND m.seq > ")
                            .add(scope.hiddenSeq())
                            .add(" ORDER BY m.seq LIMIT ?", sizes.largerLimit()))
                    .add(")");
        }

        private SqlBuilder window() {
            var query = select(0);
            if (isAlongSeq() && !isFiltered()) {
                if (page.offset() > 0) {
                    var offset = new MessageOffset(scope, page.offset());
                    query.add(page.isDescending() ? offset.downwards() : offset.upwards());
                } else if (!page.isDescending()) {
                    query.add(" AND m.seq > ").add(scope.hiddenSeq());
                }
                return query.add(page.isDescending() ? " ORDER BY m.seq DESC" : " ORDER BY m.seq")
                        .add(" LIMIT ?", page.limit());
            }
            var order = page.order().stream()
                    .map(step -> COLUMNS.get(step.attribute()) + (step.descending() ? " DESC" : ""))
                    .collect(Collectors.joining(", "));
            return query.add(" AND m.seq > ")
                    .add(scope.hiddenSeq())
                    .add(" ORDER BY " + order + " LIMIT ? OFFSET ?", page.limit(), page.offset());
        }

        private SqlBuilder select(int run) {
            return new SqlBuilder()
                    .add("SELECT " + run + ", " + scope.columns() + ", ")
                    .add(page.cursor()
                            .filter(Cursor::isId)
                            .map(this::anchor)
                            .orElseGet(() -> new SqlBuilder().add("NULL")))
                    .add(", " + MessageRow.COLUMNS + " FROM " + scope.tables())
                    // Outer, or the database may start with the users and sort all messages.
                    .add(" JOIN messages m ON m.conversation_id = c.id" + PersonReader.outerJoin("m.sender_id")
                            + "WHERE ")
                    .add(scope.isVisible())
                    .add(" AND m.deleted_at IS NULL")
                    .add(filters());
        }

        private SqlBuilder filters() {
            var filters = new SqlBuilder();
            replyTo.ifPresent(id -> filters.add(" AND m.reply_to = ?", id));
            for (var term : page.terms()) {
                filters.add(" AND ");
                CONTENT.addContains(filters, term);
            }
            return filters;
        }

        // A deleted message still has its place: a client may know no other one.
        private SqlBuilder anchor(Cursor cursor) {
            return cursor.isId()
                    ? new SqlBuilder()
                            .add(
                                    "(SELECT a.seq FROM messages a WHERE a.id = ? AND a.conversation_id = ?)",
                                    cursor.at(),
                                    scope.conversation())
                    : new SqlBuilder().add("?", cursor.at());
        }

        private Overview overview() {
            var query = new SqlBuilder()
                    .add("SELECT " + scope.columns() + ", ")
                    .add(page.cursor()
                            .filter(Cursor::isId)
                            .map(this::anchor)
                            .orElseGet(() -> new SqlBuilder().add("NULL")))
                    .add(", ")
                    .add(isFiltered() ? countMatching() : countDeleted())
                    .add(" FROM " + scope.tables() + " WHERE ")
                    .add(scope.isVisible());
            var overview = jdbc.first(
                            query,
                            row -> new Overview(Header.read(row, 1), row.getLong(MessageScope.State.COLUMNS + 2)))
                    .orElseThrow(() -> new ConversationNotFound(scope.conversation()));
            requireVisible(overview.header());
            return overview;
        }

        private SqlBuilder countDeleted() {
            return new SqlBuilder()
                    .add(
                            "(SELECT COUNT(*) FROM messages d WHERE d.conversation_id = ? AND d.deleted_seq > ",
                            scope.conversation())
                    .add(scope.hiddenSeq())
                    .add(")");
        }

        private SqlBuilder countMatching() {
            return new SqlBuilder()
                    .add(
                            "(SELECT COUNT(*) FROM messages m WHERE m.conversation_id = ? AND m.deleted_at IS NULL"
                                    + " AND m.seq > ",
                            scope.conversation())
                    .add(scope.hiddenSeq())
                    .add(filters())
                    .add(")");
        }

        private void requireVisible(Header shown) {
            page.cursor()
                    .filter(Cursor::isId)
                    .filter(cursor -> shown.anchor().isEmpty()
                            || shown.anchor().getAsLong() <= shown.state().hiddenSeq())
                    .ifPresent(cursor -> {
                        throw new InvalidInput(cursor.side().parameter(), ErrorCode.NOT_IN_CONVERSATION);
                    });
        }

        private Row row(ResultSet row) throws SQLException {
            if (header == null) {
                header = Header.read(row, 2);
            }
            return new Row(row.getInt(1), reader.read(row));
        }

        private boolean isFiltered() {
            return replyTo.isPresent() || !page.terms().isEmpty();
        }

        private boolean isAlongSeq() {
            return page.order().get(0).attribute().equals(SEQ);
        }
    }

    private static OptionalLong number(ResultSet row, int column) throws SQLException {
        var number = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
