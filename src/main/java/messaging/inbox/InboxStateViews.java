package messaging.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import messaging.conversation.History;
import messaging.jdbc.JdbcClient;
import messaging.jdbc.SqlBuilder;

/** Reads the state that each participant has of their own in a conversation: read pointer, unread count, preferences. */
@ApplicationScoped
class InboxStateViews {
    private static final String OF_PARTICIPANT = """
            FROM participants p JOIN conversations c ON c.id = p.conversation_id
            LEFT JOIN inbox_entries e ON e.conversation_id = p.conversation_id AND e.user_id = p.user_id
            WHERE p.conversation_id = ? AND p.user_id = ? AND p.removed_at IS NULL AND c.deleted_at IS NULL""";

    private final JdbcClient jdbc;

    /** For CDI's proxy. */
    protected InboxStateViews() {
        this(null);
    }

    @Inject
    InboxStateViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A participant's own state in a conversation.
     *
     * @param position the read pointer
     * @param preferences of the participant
     */
    record OwnState(ReadPosition position, PreferencesView preferences) {}

    /** Returns a user's preferences for a conversation; empty if the user is not a participant. */
    Optional<PreferencesView> preferences(long conversation, long user) {
        return jdbc.first(
                "SELECT e.is_muted, e.is_archived, e.is_pinned, e.mutes_all_mentions " + OF_PARTICIPANT,
                row -> PreferencesView.read(row, 1),
                conversation,
                user);
    }

    /** Returns a user's own state in a conversation; empty if the user is not a participant. */
    Optional<OwnState> own(long conversation, long user) {
        return jdbc.first(
                """
                SELECT c.history, c.last_seq, c.deleted_count, p.joined_seq, e.read_seq, e.own_after,
                    e.is_muted, e.is_archived, e.is_pinned, e.mutes_all_mentions\s""" + OF_PARTICIPANT,
                row -> new OwnState(
                        ReadPosition.read(row, 2, conversation, user, History.of(row.getString(1))),
                        PreferencesView.read(row, 7)),
                conversation,
                user);
    }

    /** Returns the read state at a position; reads nothing if the counters suffice. */
    ReadStateView readState(ReadPosition position) {
        return ReadStateView.of(position, summary(position));
    }

    private UnreadSummary summary(ReadPosition position) {
        if (!position.needsDeletedCount() && position.ownAfter().isPresent()) {
            return new UnreadSummary(
                    position.conversation(), 0, position.ownAfter().getAsLong());
        }
        var query = new SqlBuilder()
                .add("SELECT")
                .add(UnreadSql.deletedAfter(position))
                .add(",")
                .add(UnreadSql.ownAfter(position));
        return jdbc.first(query, row -> new UnreadSummary(position.conversation(), row.getLong(1), row.getLong(2)))
                .orElseThrow();
    }

    /** Returns a user's conversations with unread messages. */
    UnreadConversations unread(long user) {
        var query = new SqlBuilder().add("""
                SELECT c.id, c.history, c.last_seq, c.deleted_count, p.joined_seq, e.read_seq, e.own_after
                FROM participants p STRAIGHT_JOIN conversations c FORCE INDEX (PRIMARY) ON c.id = p.conversation_id
                LEFT JOIN inbox_entries e ON e.conversation_id = p.conversation_id AND e.user_id = p.user_id
                WHERE p.user_id = ? AND p.removed_at IS NULL AND c.deleted_at IS NULL
                AND c.last_seq > COALESCE(e.read_seq, p.joined_seq)""", user);
        return UnreadConversations.among(
                jdbc.list(query, row -> ReadPosition.read(row, 3, row.getLong(1), user, History.of(row.getString(2)))));
    }
}
