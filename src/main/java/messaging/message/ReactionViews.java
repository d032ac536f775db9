package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import messaging.conversation.ConversationNotFound;
import messaging.jdbc.Columns;
import messaging.jdbc.JdbcClient;
import messaging.jdbc.SqlBuilder;
import messaging.paging.FoldedColumns;
import messaging.paging.ListOptions;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.user.PersonReader;

/** Reads the reactions to a message: one statement checks access and counts, and one reads a page. */
@ApplicationScoped
class ReactionViews {
    static final ListOptions LISTING = ListOptions.identifiedBy("r.user_id", "r.emoji")
            .orderBy("created_at", "r.created_at")
            .orderBy("emoji", "r.emoji")
            .orderBy("user", "r.user_id")
            .byDefault("created_at");

    private static final FoldedColumns NAMES =
            FoldedColumns.of("u", "name_folded", "username", "first_name", "last_name");
    private static final int SEQ = MessageScope.State.COLUMNS + 1;

    private final JdbcClient jdbc;

    /** For CDI's proxy. */
    protected ReactionViews() {
        this(null);
    }

    @Inject
    ReactionViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A message and the number of reactions that match the search; no number if the user cannot see the message. */
    private record Overview(long seq, OptionalLong count) {}

    /**
     * Reads a page.
     *
     * @param scope the conversation and the user
     * @param id of the message
     * @param page the requested page
     * @return the reactions
     * @throws ConversationNotFound if the user cannot see the conversation
     * @throws MessageNotFound if the user cannot see the message
     */
    Slice<ReactionView> page(MessageScope scope, long id, PageQuery page) {
        var query = new SqlBuilder()
                .add("SELECT " + scope.columns() + ", m.seq, (SELECT COUNT(*) FROM reactions r")
                .add(page.terms().isEmpty() ? "" : "JOIN users u ON u.id = r.user_id")
                .add("WHERE r.conversation_id = m.conversation_id AND r.seq = m.seq")
                .add(terms(page))
                .add(") FROM " + scope.tables())
                .add("LEFT JOIN messages m ON m.id = ? AND m.conversation_id = c.id AND m.deleted_at IS NULL WHERE", id)
                .add(scope.isVisible());
        var overview = jdbc.first(query, ReactionViews::overview)
                .orElseThrow(() -> new ConversationNotFound(scope.conversation()));
        var count = overview.count().orElseThrow(() -> new MessageNotFound(id));
        return new Slice<>(count, page.offset() < count ? items(scope, overview.seq(), page) : List.of());
    }

    private static Overview overview(ResultSet row) throws SQLException {
        var seq = row.getLong(SEQ);
        // Without a message, the number is null, which is read as 0.
        var isVisible = seq > MessageScope.State.read(row, 1).hiddenSeq();
        return new Overview(seq, isVisible ? OptionalLong.of(row.getLong(SEQ + 1)) : OptionalLong.empty());
    }

    private List<ReactionView> items(MessageScope scope, long seq, PageQuery page) {
        var people = new PersonReader();
        var query = new SqlBuilder()
                .add("SELECT r.emoji, r.user_id, " + Columns.micros("r.created_at") + "," + PersonReader.COLUMNS)
                .add("FROM reactions r" + PersonReader.outerJoin("r.user_id"))
                .add("WHERE r.conversation_id = ? AND r.seq = ?", scope.conversation(), seq)
                .add(terms(page))
                .add("ORDER BY " + page.orderBy() + " LIMIT ? OFFSET ?", page.limit(), page.offset());
        return jdbc.list(query, row -> {
            var user = row.getLong(2);
            return new ReactionView(Columns.text(row, 1), user, people.read(row, user, 4), Columns.instant(row, 3));
        });
    }

    private static SqlBuilder terms(PageQuery page) {
        var terms = new SqlBuilder();
        for (var term : page.terms()) {
            terms.add("AND (");
            NAMES.addContains(terms, term);
            terms.add("OR");
            FoldedColumns.addContainsVerbatim(terms, "r.emoji", term);
            terms.add(")");
        }
        return terms;
    }
}
