package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import messaging.jdbc.JdbcClient;
import messaging.jdbc.SqlBuilder;
import messaging.paging.FoldedColumns;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.user.PersonReader;

/** Reads the messages that mention a user, of all the user's conversations, as far as the user can see them. */
@ApplicationScoped
class MentionFeed {
    private static final FoldedColumns CONTENT = FoldedColumns.of("m", "content_folded", "content");
    private static final Map<String, String> COLUMNS = Map.of("id", "m.id", "createdAt", "m.created_at");

    @Inject
    private JdbcClient jdbc;

    @Inject
    private MessageDetails details;

    Slice<MessageView> page(long user, PageQuery page) {
        // Without a search, the mentions alone are the list: as many messages are read as the page has.
        var isById = page.terms().isEmpty() && page.order().get(0).attribute().equals("id");
        var all = mentions(user);
        var count = jdbc.first(
                        new SqlBuilder()
                                .add("SELECT COUNT(*) FROM")
                                .add(page.terms().isEmpty() ? derived(all) : messages(all, page)),
                        row -> row.getLong(1))
                .orElseThrow();
        if (page.offset() >= count) {
            return new Slice<>(count, List.of());
        }
        var listed = isById
                ? mentions(user)
                        .add(page.isDescending() ? "ORDER BY x.message_id DESC" : "ORDER BY x.message_id")
                        .add("LIMIT ? OFFSET ?", page.limit(), page.offset())
                : all;
        var order = page.order().stream()
                .map(step -> COLUMNS.get(step.attribute()) + (step.descending() ? " DESC" : ""))
                .collect(Collectors.joining(", "));
        var query = new SqlBuilder()
                .add("SELECT " + MessageRow.COLUMNS + " FROM")
                .add(messages(listed, page))
                .add("ORDER BY " + order + " LIMIT ? OFFSET ?", page.limit(), isById ? 0 : page.offset());
        return new Slice<>(count, details.addTo(jdbc.list(query, new MessageRow.Reader(1)::read)));
    }

    private static SqlBuilder derived(SqlBuilder mentions) {
        return new SqlBuilder().add("(").add(mentions).add(") feed");
    }

    // In this order, or MySQL 8.0 walks all messages of the site from the newest.
    private static SqlBuilder messages(SqlBuilder mentions, PageQuery page) {
        var messages = derived(mentions)
                .add("STRAIGHT_JOIN messages m ON m.id = feed.message_id")
                .add(PersonReader.outerJoin("m.sender_id") + "WHERE m.deleted_at IS NULL");
        for (var term : page.terms()) {
            messages.add("AND");
            CONTENT.addContains(messages, term);
        }
        return messages;
    }

    // By conversation: the user's own mentions and the few that name no single user are two ranges of one index. A
    // mention of all addresses every participant who did not mute such mentions; one of those here, who was online.
    private static SqlBuilder mentions(long user) {
        return new SqlBuilder().add("""
                        SELECT x.message_id FROM participants p
                            JOIN conversations c ON c.id = p.conversation_id
                            JOIN mentions x ON x.conversation_id = p.conversation_id
                        WHERE p.user_id = ? AND p.removed_at IS NULL AND c.deleted_at IS NULL
                            AND (c.history = 'all' OR x.seq > p.joined_seq)
                            AND (x.user_id = ? OR (x.user_id IS NULL AND x.seq > p.joined_seq
                                AND NOT EXISTS (SELECT 1 FROM inbox_entries e
                                    WHERE e.conversation_id = x.conversation_id AND e.user_id = ?
                                    AND e.mutes_all_mentions = TRUE)
                                AND (x.kind = 'all' OR EXISTS (SELECT 1 FROM mention_recipients r
                                    WHERE r.conversation_id = x.conversation_id AND r.seq = x.seq
                                    AND r.user_id = ?))))
                        GROUP BY x.message_id""", user, user, user, user);
    }
}
