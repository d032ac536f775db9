package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import messaging.conversation.ConversationNotFound;
import messaging.jdbc.JdbcClient;
import messaging.jdbc.SqlBuilder;
import messaging.paging.Cursor;
import messaging.paging.CursorRuns;
import messaging.paging.FoldedColumns;
import messaging.paging.ListOptions;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.problem.ErrorCode;
import messaging.problem.InvalidInput;
import messaging.user.PersonReader;

/**
 * Reads pages of a conversation's messages (S-SPEED-3): one statement checks access and reads the messages, and a second
 * one reads mentions and reactions if there can be any. An empty page, the count of a search or of replies, and the first
 * offset in a conversation with deleted messages cost one more.
 */
@ApplicationScoped
class MessagePages {
    private static final FoldedColumns CONTENT = FoldedColumns.of("m", "content_folded", "content");
    private static final String SEQ = "m.seq";

    // Messages are numbered in the order of their times and ids, so three orders are that of the primary key.
    static final ListOptions LISTING = ListOptions.identifiedBy("m.id")
            .orderBy("id", SEQ)
            .orderBy("seq", SEQ)
            .orderBy("created_at", SEQ)
            .orderBy("updated_at", "m.updated_at")
            .orderBy("sender", "m.sender_id")
            .cursor(SEQ)
            .byDefault("-seq");

    // Position of the first column of the message in a row.
    private static final int MESSAGE = 3 + MessageScope.State.COLUMNS;

    private final JdbcClient jdbc;
    private final MessageDetails details;
    private final DeletionHints deletions;

    /** For CDI's proxy. */
    protected MessagePages() {
        this(null, null, null);
    }

    @Inject
    MessagePages(JdbcClient jdbc, MessageDetails details, DeletionHints deletions) {
        this.jdbc = jdbc;
        this.details = details;
        this.deletions = deletions;
    }

    /**
     * Reads a page of messages.
     *
     * @param scope the conversation and the user
     * @param replyTo id of a message whose replies are read; empty for all messages
     * @param page the requested page
     * @return the page
     * @throws ConversationNotFound if the user cannot see the conversation
     * @throws InvalidInput if the cursor is the id of a message that the user cannot see
     */
    Slice<MessageView> page(MessageScope scope, Optional<Long> replyTo, PageQuery page) {
        return new Reading(scope, replyTo, page).read();
    }

    /** A message and the run to which it belongs. */
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

    /**
     * The conversation without messages.
     *
     * @param header the conversation and the start of the page
     * @param counted number of messages that match the filters or, without filters, of deleted ones
     * @param nearest number of the nearest message on the other side of the cursor, if that side was not read
     */
    private record Overview(Header header, long counted, OptionalLong nearest) {}

    /** The visible numbers on the side of the cursor where the page does not lie. */
    private record OtherSide(boolean isUpwards, long first, long last) {
        static OtherSide of(Cursor.Side side, long at, MessageScope.State state) {
            return side == Cursor.Side.BEFORE
                    ? new OtherSide(true, Math.max(at, state.hiddenSeq() + 1), state.lastSeq())
                    : new OtherSide(false, state.hiddenSeq() + 1, Math.min(at, state.lastSeq()));
        }

        boolean isEmpty() {
            return first > last;
        }

        /** Returns whether one of the numbers has a message even if all deleted messages are among them. */
        boolean hasMessage(long deletedCount) {
            return last - first >= deletedCount;
        }

        SqlBuilder nearest(long conversation) {
            return isUpwards
                    ? MessageDetails.nearestFrom(conversation, first)
                    : MessageDetails.nearestUpTo(conversation, first - 1, last);
        }
    }

    /** One request for a page. */
    private final class Reading {
        private final MessageScope scope;
        private final Optional<Long> replyTo;
        private final PageQuery page;
        private final MessageRow.Reader reader = new MessageRow.Reader(MESSAGE);
        // Of the first row.
        private Header header;
        private boolean expectsDeletions;

        Reading(MessageScope scope, Optional<Long> replyTo, PageQuery page) {
            this.scope = scope;
            this.replyTo = replyTo;
            this.page = page;
        }

        Slice<MessageView> read() {
            if (isFiltered()) {
                var overview = overview();
                return slice(visible(rows()), overview.counted(), OptionalLong.empty())
                        .mapAll(this::views);
            }
            var rows = rows();
            if (rows.isEmpty()) {
                var overview = overview();
                var count = overview.header().state().visible(overview.counted());
                return slice(rows, count, overview.nearest()).mapAll(this::views);
            }
            requireVisible(header);
            return withDetails(visible(rows), header.state());
        }

        // The other columns of the second statement are needed for deleted messages.
        private Slice<MessageView> withDetails(List<Row> rows, MessageScope.State state) {
            var other = page.cursor()
                    .filter(this::isSingleRun)
                    .map(cursor -> OtherSide.of(cursor.side(), header.anchor().orElse(cursor.at()), state))
                    .filter(side -> !side.isEmpty());
            var unknown = other.filter(side -> rows.isEmpty() || !side.hasMessage(state.deletedCount()));
            var more = new ArrayList<SqlBuilder>();
            unknown.map(side -> side.nearest(scope.conversation())).ifPresent(more::add);
            if (state.needsDeletedCount()) {
                more.add(MessageDetails.deletedAfter(scope.conversation(), state.hiddenSeq()));
            }
            var messages = slice(rows, 0, OptionalLong.empty()).items().stream()
                    .map(Row::message)
                    .toList();
            var found = details.readWith(messages, more);
            var deleted = state.hiddenSeq() == 0 ? state.deletedCount() : found.deleted();
            var nearest = unknown.isPresent()
                    ? found.nearest()
                    : other.map(side -> OptionalLong.of(side.first())).orElse(OptionalLong.empty());
            var shown = slice(rows, state.visible(deleted), nearest);
            return new Slice<>(shown.count(), found.addTo(messages), shown.neighbors());
        }

        private List<MessageView> views(List<Row> rows) {
            return details.addTo(rows.stream().map(Row::message).toList());
        }

        // Hidden messages come last in a descending run, and are not read in an ascending one.
        private List<Row> visible(List<Row> rows) {
            return rows.stream()
                    .filter(row -> row.seq() > header.state().hiddenSeq())
                    .toList();
        }

        private Slice<Row> slice(List<Row> rows, long count, OptionalLong nearest) {
            return page.cursor()
                    .map(cursor -> {
                        var runs = new CursorRuns<>(page, cursor.side(), Row::seq);
                        if (isSingleRun(cursor)) {
                            return runs.slice(rows, nearest, count);
                        }
                        var bySeq = Comparator.comparingLong(Row::seq);
                        var byRun = rows.stream().collect(Collectors.partitioningBy(row -> row.run() == 0));
                        return runs.slice(
                                byRun.get(true).stream()
                                        .sorted(bySeq.reversed())
                                        .toList(),
                                byRun.get(false).stream().sorted(bySeq).toList(),
                                count);
                    })
                    .orElseGet(() -> new Slice<>(count, rows));
        }

        private List<Row> rows() {
            // Read once: the hint may change at any time.
            expectsDeletions = deletions.hasDeletions(scope.conversation());
            var isGuess = isOffsetBySeq() && !expectsDeletions;
            var rows = query();
            if (!isGuess || rows.isEmpty() || header.state().deletedCount() == 0) {
                return rows;
            }
            deletions.add(scope.conversation());
            expectsDeletions = true;
            return query();
        }

        private List<Row> query() {
            return jdbc.list(
                    page.cursor()
                            .map(cursor -> isSingleRun(cursor) ? run(cursor) : runs(cursor))
                            .orElseGet(this::window),
                    this::row);
        }

        // Whether there are messages on the other side too is known without reading one, unless some are deleted.
        private boolean isSingleRun(Cursor cursor) {
            return cursor.side() != Cursor.Side.AROUND && !isFiltered();
        }

        private SqlBuilder run(Cursor cursor) {
            return cursor.side() == Cursor.Side.BEFORE
                    ? select(0)
                            .add(" AND m.seq < ")
                            .add(anchor(cursor))
                            .add(" ORDER BY m.seq DESC LIMIT ?", page.limit() + 1)
                    : select(1)
                            .add(" AND m.seq > ")
                            .add(anchor(cursor))
                            .add(" AND m.seq > ")
                            .add(scope.hiddenSeq())
                            .add(" ORDER BY m.seq LIMIT ?", page.limit() + 1);
        }

        private SqlBuilder runs(Cursor cursor) {
            var sizes = new CursorRuns<Row>(page, cursor.side(), Row::seq);
            var at = anchor(cursor);
            var isBefore = cursor.side() == Cursor.Side.BEFORE;
            var downwards =
                    select(0).add(isBefore ? " AND m.seq < " : " AND m.seq <= ").add(at);
            // A run that finds few messages must not search the hidden ones.
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
                    query.add(
                            expectsDeletions
                                    ? offset.withDeletions(page.isDescending())
                                    : offset.withoutDeletions(page.isDescending()));
                } else if (!page.isDescending()) {
                    query.add(" AND m.seq > ").add(scope.hiddenSeq());
                }
                return query.add(page.isDescending() ? " ORDER BY m.seq DESC" : " ORDER BY m.seq")
                        .add(" LIMIT ?", page.limit());
            }
            return query.add(" AND m.seq > ")
                    .add(scope.hiddenSeq())
                    .add(" ORDER BY " + page.orderBy() + " LIMIT ? OFFSET ?", page.limit(), page.offset());
        }

        private SqlBuilder select(int run) {
            return new SqlBuilder()
                    .add("SELECT " + run + ", " + scope.columns() + ", ")
                    .add(page.cursor()
                            .filter(Cursor::isId)
                            .map(this::anchor)
                            .orElseGet(() -> new SqlBuilder().add("NULL")))
                    .add(", " + MessageRow.COLUMNS + " FROM " + scope.tables())
                    // An outer join: with an inner one, the database may start with the users and sort all messages.
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

        // A deleted message is a valid cursor, because it may be the only message that the client knows.
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
                    .add(", ")
                    .add(page.cursor()
                            .filter(this::isSingleRun)
                            .map(this::nearestOnOtherSide)
                            .orElseGet(() -> new SqlBuilder().add("NULL")))
                    .add(" FROM " + scope.tables() + " WHERE ")
                    .add(scope.isVisible());
            var overview = jdbc.first(
                            query,
                            row -> new Overview(
                                    Header.read(row, 1),
                                    row.getLong(MessageScope.State.COLUMNS + 2),
                                    number(row, MessageScope.State.COLUMNS + 3)))
                    .orElseThrow(() -> new ConversationNotFound(scope.conversation()));
            requireVisible(overview.header());
            return overview;
        }

        private SqlBuilder nearestOnOtherSide(Cursor cursor) {
            var isUpwards = cursor.side() == Cursor.Side.BEFORE;
            return new SqlBuilder()
                    .add(
                            "(SELECT x.seq FROM messages x WHERE x.conversation_id = ? AND x.deleted_seq IS NULL AND x.seq "
                                    + (isUpwards ? ">= " : "<= "),
                            scope.conversation())
                    .add(anchor(cursor))
                    .add(" AND x.seq > ")
                    .add(scope.hiddenSeq())
                    .add(" ORDER BY x.seq" + (isUpwards ? "" : " DESC") + " LIMIT 1)");
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

        private boolean isOffsetBySeq() {
            return page.cursor().isEmpty() && page.offset() > 0 && isAlongSeq() && !isFiltered();
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
