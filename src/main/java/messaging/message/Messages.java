package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import messaging.conversation.Conversation;
import messaging.paging.Listing;
import messaging.paging.PageQuery;
import messaging.paging.Slice;

/** The messages in the database. */
@ApplicationScoped
class Messages {
    /**
     * Messages are numbered in the order of their time and of their ids, so all three orders are the number's, which is
     * the table's own.
     */
    static final Listing<Message> LISTING = Listing.of(Message.class)
            .search("content")
            .orderBy("id", "seq")
            .orderBy("seq", "seq")
            .orderBy("created_at", "seq")
            .order("updated_at")
            .orderBy("sender", "sender.id")
            .unique("seq")
            .fetching("sender")
            .byDefault("-seq");

    @PersistenceContext
    private EntityManager entities;

    void add(Message message) {
        entities.persist(message);
        entities.flush();
    }

    Optional<Message> find(long conversation, long id) {
        return entities.createQuery("""
                        SELECT m FROM Message m JOIN FETCH m.sender
                        WHERE m.id = :id AND m.conversationId = :conversation AND m.deletedAt IS NULL""", Message.class)
                .setParameter("id", id)
                .setParameter("conversation", conversation)
                .getResultStream()
                .findFirst();
    }

    Slice<Message> page(Conversation conversation, PageQuery page) {
        return LISTING.page(
                entities,
                page,
                (builder, query, root) -> builder.and(
                        builder.equal(root.get("conversationId"), conversation.id()),
                        builder.isNull(root.get("deletedAt"))),
                conversation::messageCount);
    }
}
