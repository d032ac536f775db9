package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import messaging.idempotency.ClientId;
import messaging.paging.FoldedText;
import messaging.paging.Listing;
import messaging.paging.PageQuery;
import messaging.paging.Slice;

/** The messages in the database. */
@ApplicationScoped
public class Messages {
    private static final FoldedText CONTENT =
            FoldedText.of("contentFolded", "content").foldedAtRevision("foldedRevision");

    /**
     * Messages are numbered in the order of their time and of their ids, so all three orders are the number's, which is
     * the table's own.
     */
    public static final Listing<Message> LISTING = Listing.of(Message.class)
            .search(CONTENT)
            .orderBy("id", "seq")
            .orderBy("seq", "seq")
            .orderBy("created_at", "seq")
            .order("updated_at")
            .orderBy("sender", "sender.id")
            .cursor("seq")
            .byDefault("-seq");

    /** Messages of several conversations. */
    static final Listing<Message> FEED = Listing.of(Message.class)
            .search(CONTENT)
            .order("id", "created_at")
            .unique("id")
            .byDefault("-id");

    /** The former words of one message; their order by time is that by number. */
    static final Listing<MessageRevision> REVISIONS = Listing.of(MessageRevision.class)
            .search(FoldedText.of("contentFolded", "content"))
            .order("revision")
            .orderBy("created_at", "revision")
            .unique("revision")
            .byDefault("-revision");

    @PersistenceContext
    private EntityManager entities;

    void add(MessageRevision former) {
        entities.persist(former);
    }

    /** A message that is not deleted and not before the first that somebody may see. */
    Optional<Message> find(long conversation, long id, long firstVisible) {
        return entities.createQuery("""
                        SELECT m FROM Message m JOIN FETCH m.sender
                        WHERE m.id = :id AND m.conversationId = :conversation AND m.deletedAt IS NULL
                        AND m.seq >= :first""", Message.class)
                .setParameter("id", id)
                .setParameter("conversation", conversation)
                .setParameter("first", firstVisible)
                .getResultStream()
                .findFirst();
    }

    /** The message that somebody's client gave an id, even if it is deleted. */
    Optional<Message> find(long conversation, long sender, ClientId clientId) {
        return entities.createQuery("""
                        SELECT m FROM Message m JOIN FETCH m.sender
                        WHERE m.conversationId = :conversation AND m.sender.id = :sender AND m.clientId = :clientId""", Message.class)
                .setParameter("conversation", conversation)
                .setParameter("sender", sender)
                .setParameter("clientId", clientId)
                .getResultStream()
                .findFirst();
    }

    /** All words that a message has had, the present ones among them. */
    Slice<RevisionView> history(Message message, PageQuery page) {
        var present = FEED.page(
                entities, page.withWindow(1, 0), (builder, query, root) -> builder.equal(root.get("id"), message.id()));
        // The present words are the newest: first of the list downwards, last of it upwards.
        var first = page.isDescending() && page.offset() == 0 ? (int) present.count() : 0;
        var offset = page.isDescending() && page.offset() > 0 ? page.offset() - (int) present.count() : page.offset();
        var former = REVISIONS.page(
                entities,
                page.withWindow(page.limit(), offset),
                (builder, query, root) -> builder.and(
                        builder.equal(root.get("conversationId"), message.conversationId()),
                        builder.equal(root.get("seq"), message.seq())));
        var count = former.count() + present.count();
        List<RevisionView> items = new ArrayList<>();
        if (first > 0) {
            items.add(RevisionView.present(message));
        }
        former.items().stream()
                .limit(page.limit() - first)
                .map(RevisionView::of)
                .forEach(items::add);
        if (!page.isDescending()
                && present.count() > 0
                && items.size() < page.limit()
                && (long) page.offset() + items.size() == former.count()) {
            items.add(RevisionView.present(message));
        }
        return new Slice<>(count, items);
    }

    /** Takes away all words that a message had before its last edit. */
    void removeHistory(Message message) {
        entities.createQuery("DELETE FROM MessageRevision r WHERE r.conversationId = :conversation AND r.seq = :seq")
                .setParameter("conversation", message.conversationId())
                .setParameter("seq", message.seq())
                .executeUpdate();
    }
}
