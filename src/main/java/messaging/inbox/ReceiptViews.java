package messaging.inbox;

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

/**
 * Reads the read receipts of a conversation for one of its participants: one statement checks access, counts and reads a
 * page. A participant has a receipt once they have moved their read pointer since joining.
 */
@ApplicationScoped
class ReceiptViews {
    static final ListOptions LISTING = ListOptions.identifiedBy("p.user_id")
            .orderBy("user", "p.user_id")
            .orderBy("username", "u.username")
            .orderBy("joined_at", "p.joined_at")
            .orderBy("version", "p.version")
            .unique("u.username")
            .byDefault("user");

    private static final FoldedColumns NAMES =
            FoldedColumns.of("u", "name_folded", "username", "first_name", "last_name");
    private static final int PERSON = 6;

    private final JdbcClient jdbc;

    /** For CDI's proxy. */
    protected ReceiptViews() {
        this(null);
    }

    @Inject
    ReceiptViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(long count, ReceiptView view) {}

    /**
     * Reads a page.
     *
     * @param conversation id of the conversation
     * @param caller id of a participant
     * @param page the requested page
     * @param seq only receipts that cover this message; empty for all
     * @return the receipts
     * @throws ConversationNotFound if the caller is not a participant
     */
    Slice<ReceiptView> page(long conversation, long caller, PageQuery page, OptionalLong seq) {
        var query = new SqlBuilder()
                .add("SELECT")
                .add(count(conversation, page, seq))
                .add(", p.user_id, p.joined_seq, e.receipt_seq, " + Columns.micros("e.receipt_at") + ","
                        + PersonReader.COLUMNS)
                .add("FROM participants me JOIN conversations c ON c.id = me.conversation_id")
                .add("JOIN participants p ON p.conversation_id = c.id")
                .add("JOIN inbox_entries e ON e.conversation_id = p.conversation_id AND e.user_id = p.user_id")
                .add(PersonReader.outerJoin("p.user_id") + "WHERE")
                .add(isVisible(conversation, caller))
                .add("AND p.removed_at IS NULL")
                .add(hasReceipt(seq))
                .add(terms(page))
                .add("ORDER BY " + page.orderBy() + " LIMIT ? OFFSET ?", page.limit(), page.offset());
        var people = new PersonReader();
        var rows = jdbc.list(query, row -> read(row, people));
        return rows.isEmpty()
                ? new Slice<>(countFor(conversation, caller, page, seq), List.of())
                : new Slice<>(rows.get(0).count(), rows.stream().map(Row::view).toList());
    }

    private long countFor(long conversation, long caller, PageQuery page, OptionalLong seq) {
        var query = new SqlBuilder()
                .add("SELECT")
                .add(count(conversation, page, seq))
                .add("FROM participants me JOIN conversations c ON c.id = me.conversation_id WHERE")
                .add(isVisible(conversation, caller));
        return jdbc.first(query, row -> row.getLong(1)).orElseThrow(() -> new ConversationNotFound(conversation));
    }

    private static Row read(ResultSet row, PersonReader people) throws SQLException {
        var user = row.getLong(2);
        return new Row(
                row.getLong(1),
                new ReceiptView(
                        user,
                        people.read(row, user, PERSON),
                        row.getLong(3) + 1,
                        row.getLong(4),
                        Columns.instant(row, 5)));
    }

    private static SqlBuilder isVisible(long conversation, long caller) {
        return new SqlBuilder()
                .add(
                        "me.conversation_id = ? AND me.user_id = ? AND me.removed_at IS NULL AND c.deleted_at IS NULL",
                        conversation,
                        caller);
    }

    private static SqlBuilder count(long conversation, PageQuery page, OptionalLong seq) {
        return new SqlBuilder()
                .add("(SELECT COUNT(*) FROM participants p")
                .add("JOIN inbox_entries e ON e.conversation_id = p.conversation_id AND e.user_id = p.user_id")
                .add(page.terms().isEmpty() ? "" : "JOIN users u ON u.id = p.user_id")
                .add("WHERE p.conversation_id = ? AND p.removed_at IS NULL", conversation)
                .add(hasReceipt(seq))
                .add(terms(page))
                .add(")");
    }

    // The receipt for one message also requires that the participant had joined when it was sent.
    private static SqlBuilder hasReceipt(OptionalLong seq) {
        var condition = new SqlBuilder().add("AND e.receipt_at IS NOT NULL");
        seq.ifPresent(number -> condition.add("AND e.receipt_seq >= ? AND p.joined_seq < ?", number, number));
        return condition;
    }

    private static SqlBuilder terms(PageQuery page) {
        var terms = new SqlBuilder();
        for (var term : page.terms()) {
            terms.add("AND");
            NAMES.addContains(terms, term);
        }
        return terms;
    }
}
