package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import messaging.conversation.ConversationNotFound;
import messaging.jdbc.Columns;
import messaging.jdbc.JdbcClient;
import messaging.jdbc.SqlBuilder;
import messaging.paging.FoldedColumns;
import messaging.paging.ListOptions;
import messaging.paging.PageQuery;
import messaging.paging.Slice;

/**
 * Reads the revisions of a message: one statement checks access, counts, and reads the current revision, and one reads a page
 * of the former revisions.
 */
@ApplicationScoped
class RevisionViews {
    // By number, which is also the order by time.
    static final ListOptions LISTING = ListOptions.identifiedBy("h.revision")
            .orderBy("revision", "h.revision")
            .orderBy("created_at", "h.revision")
            .byDefault("-revision");

    private static final FoldedColumns CONTENT = FoldedColumns.of("m", "content_folded", "content");
    private static final int OWN = MessageScope.State.COLUMNS + 1;

    private final JdbcClient jdbc;

    /** For CDI's proxy. */
    protected RevisionViews() {
        this(null);
    }

    @Inject
    RevisionViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A message, and the number of its former revisions that match the search. */
    private record Overview(long seq, RevisionView current, boolean isMatch, long former) {}

    /**
     * Reads a page.
     *
     * @param scope the conversation and the user
     * @param id of the message
     * @param page the requested page
     * @return the revisions, the current one among them
     * @throws ConversationNotFound if the user cannot see the conversation
     * @throws MessageNotFound if the user cannot see the message
     */
    Slice<RevisionView> page(MessageScope scope, long id, PageQuery page) {
        var overview = overview(scope, id, page);
        var current = overview.isMatch() ? 1 : 0;
        var items = new ArrayList<RevisionView>();
        // The current revision is the newest: first in descending order, last in ascending order.
        var hasCurrentFirst = page.isDescending() && page.offset() == 0 && overview.isMatch();
        if (hasCurrentFirst) {
            items.add(overview.current());
        }
        var offset = page.isDescending() && page.offset() > 0 ? page.offset() - current : page.offset();
        if (offset < overview.former() && items.size() < page.limit()) {
            items.addAll(former(scope, overview.seq(), page, page.limit() - items.size(), offset));
        }
        var end = (long) page.offset() + items.size();
        if (!page.isDescending() && overview.isMatch() && items.size() < page.limit() && end == overview.former()) {
            items.add(overview.current());
        }
        return new Slice<>(overview.former() + current, items);
    }

    private Overview overview(MessageScope scope, long id, PageQuery page) {
        var query = new SqlBuilder()
                .add("SELECT " + scope.columns() + ", m.seq, m.revision, m.content, " + Columns.micros("m.updated_at"))
                .add(", (TRUE")
                .add(currentTerms(page))
                .add("), (SELECT COUNT(*) FROM message_revisions h")
                .add("WHERE h.conversation_id = m.conversation_id AND h.seq = m.seq")
                .add(formerTerms(page))
                .add(") FROM " + scope.tables())
                .add("LEFT JOIN messages m ON m.id = ? AND m.conversation_id = c.id AND m.deleted_at IS NULL WHERE", id)
                .add(scope.isVisible());
        return jdbc.first(query, RevisionViews::overview)
                .orElseThrow(() -> new ConversationNotFound(scope.conversation()))
                .orElseThrow(() -> new MessageNotFound(id));
    }

    private static Optional<Overview> overview(ResultSet row) throws SQLException {
        var seq = row.getLong(OWN);
        // Without a message, the number is null, which is read as 0.
        if (seq <= MessageScope.State.read(row, 1).hiddenSeq()) {
            return Optional.empty();
        }
        var current = new RevisionView(row.getLong(OWN + 1), Columns.text(row, OWN + 2), Columns.instant(row, OWN + 3));
        return Optional.of(new Overview(seq, current, row.getBoolean(OWN + 4), row.getLong(OWN + 5)));
    }

    private List<RevisionView> former(MessageScope scope, long seq, PageQuery page, int limit, int offset) {
        var query = new SqlBuilder()
                .add("SELECT h.revision, h.content, " + Columns.micros("h.created_at"))
                .add("FROM message_revisions h WHERE h.conversation_id = ? AND h.seq = ?", scope.conversation(), seq)
                .add(formerTerms(page))
                .add("ORDER BY " + page.orderBy() + " LIMIT ? OFFSET ?", limit, offset);
        return jdbc.list(query, row -> new RevisionView(row.getLong(1), Columns.text(row, 2), Columns.instant(row, 3)));
    }

    private static SqlBuilder currentTerms(PageQuery page) {
        var terms = new SqlBuilder();
        for (var term : page.terms()) {
            terms.add("AND");
            CONTENT.addContains(terms, term);
        }
        return terms;
    }

    private static SqlBuilder formerTerms(PageQuery page) {
        var terms = new SqlBuilder();
        for (var term : page.terms()) {
            terms.add("AND");
            FoldedColumns.addContainsUnchanged(terms, "h.content_folded", "h.content", term);
        }
        return terms;
    }
}
