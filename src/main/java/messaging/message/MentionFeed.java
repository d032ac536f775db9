package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import messaging.jdbc.JdbcClient;
import messaging.jdbc.SqlBuilder;
import messaging.paging.FoldedColumns;
import messaging.paging.ListOptions;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.user.PersonReader;

/** Reads the messages that mention a user, from all conversations of the user, if the user can see them. */
@ApplicationScoped
class MentionFeed {
    private static final FoldedColumns CONTENT = FoldedColumns.of("m", "content_folded", "content");
    private static final String ID = "m.id";

    static final ListOptions LISTING = ListOptions.identifiedBy(ID)
            .orderBy("id", ID)
            .orderBy("created_at", "m.created_at")
            .byDefault("-id");

    private final JdbcClient jdbc;
    private final MessageDetails details;

    /** For CDI's proxy. */
    protected MentionFeed() {
        this(null, null);
    }

    @Inject
    MentionFeed(JdbcClient jdbc, MessageDetails details) {
        this.jdbc = jdbc;
        this.details = details;
    }

    Slice<MessageView> page(long user, PageQuery page) {
        // Without a search, the mentions alone determine the page, so only its messages are read.
        var isById = page.terms().isEmpty() && page.order().get(0).attribute().equals(ID);
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
        var query = new SqlBuilder()
                .add("SELECT " + MessageRow.COLUMNS + " FROM")
                .add(messages(listed, page))
                .add("ORDER BY " + page.orderBy() + " LIMIT ? OFFSET ?", page.limit(), isById ? 0 : page.offset());
        return new Slice<>(count, details.addTo(jdbc.list(query, new MessageRow.Reader(1)::read)));
    }

    private static SqlBuilder derived(SqlBuilder mentions) {
        return new SqlBuilder().add("(").add(mentions).add(") feed");
    }

    // The hint keeps MySQL 8.0 from scanning all messages of the site, starting at the newest.
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

    // Per conversation, the mentions of the user and the few mentions of groups are two ranges of one index. A mention
    // of all participants, or of those online at the time, does not count for users who have muted such mentions.
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
