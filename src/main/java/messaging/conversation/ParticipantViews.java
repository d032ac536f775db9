package messaging.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import messaging.jdbc.Columns;
import messaging.jdbc.JdbcClient;
import messaging.jdbc.SqlBuilder;
import messaging.paging.FoldedColumns;
import messaging.paging.ListOptions;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.user.PersonReader;

/** Reads the participants of a conversation for one of them. One statement checks access, counts and reads. */
@ApplicationScoped
public class ParticipantViews {
    private static final FoldedColumns NAMES =
            FoldedColumns.of("u", "name_folded", "username", "first_name", "last_name");
    /** The options of the list of a conversation's participants. */
    static final ListOptions LISTING = ListOptions.identifiedBy("p.user_id")
            .orderBy("user", "p.user_id")
            .orderBy("username", "u.username")
            .orderBy("joined_at", "p.joined_at")
            .orderBy("version", "p.version")
            .unique("u.username")
            .byDefault("user");

    private static final int PERSON = 7;

    private final JdbcClient jdbc;

    /** For CDI's proxy. */
    protected ParticipantViews() {
        this(null);
    }

    @Inject
    ParticipantViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(long count, ParticipantView view) {}

    /**
     * Reads a page of a conversation's participants.
     *
     * @param conversation id of the conversation
     * @param caller id of a participant
     * @param page the requested page
     * @return the participants
     * @throws ConversationNotFound if the caller is not a participant
     */
    public Slice<ParticipantView> page(long conversation, long caller, PageQuery page) {
        var query = new SqlBuilder()
                .add("SELECT")
                .add(count(conversation, page))
                .add(", c.kind, p.user_id, p.role, " + Columns.micros("p.joined_at") + ", p.version,"
                        + PersonReader.COLUMNS)
                .add("FROM participants me JOIN conversations c ON c.id = me.conversation_id")
                .add("JOIN participants p ON p.conversation_id = c.id" + PersonReader.outerJoin("p.user_id") + "WHERE")
                .add(isVisible(conversation, caller))
                .add("AND p.removed_at IS NULL")
                .add(terms(page))
                .add("ORDER BY " + page.orderBy() + " LIMIT ? OFFSET ?", page.limit(), page.offset());
        var people = new PersonReader();
        var rows = jdbc.list(query, row -> read(row, people));
        return rows.isEmpty()
                ? new Slice<>(countFor(conversation, caller, page), List.of())
                : new Slice<>(rows.get(0).count(), rows.stream().map(Row::view).toList());
    }

    /**
     * Reads a participant.
     *
     * @param conversation id of the conversation
     * @param user id of the account
     * @param caller id of a participant
     * @return the participant
     * @throws ConversationNotFound if the caller is not a participant
     * @throws ParticipantNotFound if the user is not a participant
     */
    public ParticipantView read(long conversation, long user, long caller) {
        var query = new SqlBuilder()
                .add("SELECT 0, c.kind, p.user_id, p.role, " + Columns.micros("p.joined_at") + ", p.version,"
                        + PersonReader.COLUMNS)
                .add("FROM participants me JOIN conversations c ON c.id = me.conversation_id")
                .add("LEFT JOIN participants p ON p.conversation_id = c.id AND p.user_id = ?", user)
                .add("AND p.removed_at IS NULL" + PersonReader.outerJoin("p.user_id") + "WHERE")
                .add(isVisible(conversation, caller));
        return jdbc.first(
                        query,
                        row -> row.getLong(3) == 0 ? Optional.<Row>empty() : Optional.of(read(row, new PersonReader())))
                .orElseThrow(() -> new ConversationNotFound(conversation))
                .orElseThrow(() -> new ParticipantNotFound(user))
                .view();
    }

    private long countFor(long conversation, long caller, PageQuery page) {
        var query = new SqlBuilder()
                .add("SELECT")
                .add(count(conversation, page))
                .add("FROM participants me JOIN conversations c ON c.id = me.conversation_id WHERE")
                .add(isVisible(conversation, caller));
        return jdbc.first(query, row -> row.getLong(1)).orElseThrow(() -> new ConversationNotFound(conversation));
    }

    private static Row read(ResultSet row, PersonReader people) throws SQLException {
        var user = row.getLong(3);
        return new Row(
                row.getLong(1),
                new ParticipantView(
                        user,
                        people.read(row, user, PERSON),
                        Kind.of(Columns.text(row, 2)) == Kind.DIRECT ? null : Role.of(Columns.text(row, 4)),
                        Columns.instant(row, 5),
                        row.getLong(6)));
    }

    private static SqlBuilder isVisible(long conversation, long caller) {
        return new SqlBuilder()
                .add(
                        "me.conversation_id = ? AND me.user_id = ? AND me.removed_at IS NULL AND c.deleted_at IS NULL",
                        conversation,
                        caller);
    }

    private static SqlBuilder count(long conversation, PageQuery page) {
        return new SqlBuilder()
                .add("(SELECT COUNT(*) FROM participants p")
                .add(page.terms().isEmpty() ? "" : "JOIN users u ON u.id = p.user_id")
                .add("WHERE p.conversation_id = ? AND p.removed_at IS NULL", conversation)
                .add(terms(page))
                .add(")");
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
