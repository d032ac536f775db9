package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import messaging.conversation.ParticipantLock;
import messaging.idempotency.ClientId;

/** The repository of messages and their revisions. */
@ApplicationScoped
class Messages {
    @PersistenceContext
    private EntityManager entities;

    void add(MessageRevision former) {
        entities.persist(former);
    }

    /**
     * Returns a message that the caller can see.
     *
     * @throws MessageNotFound if the caller cannot see it
     */
    Message require(ParticipantLock lock, long id) {
        var conversation = lock.conversation();
        return find(conversation.id(), id, lock.caller().firstVisibleSeq(conversation.history()))
                .orElseThrow(() -> new MessageNotFound(id));
    }

    /** Returns a message that is not deleted, if its number is at least the first visible one. */
    Optional<Message> find(long conversation, long id, long firstVisibleSeq) {
        return entities.createQuery("""
                        SELECT m FROM Message m JOIN FETCH m.sender
                        WHERE m.id = :id AND m.conversationId = :conversation AND m.deletedAt IS NULL
                        AND m.seq >= :first""", Message.class)
                .setParameter("id", id)
                .setParameter("conversation", conversation)
                .setParameter("first", firstVisibleSeq)
                .getResultStream()
                .findFirst();
    }

    /** Returns the message that a request with this client id sent, even if it is deleted. */
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

    /** Removes all revisions before the current one. */
    void removeRevisions(Message message) {
        entities.createQuery("DELETE FROM MessageRevision r WHERE r.conversationId = :conversation AND r.seq = :seq")
                .setParameter("conversation", message.conversationId())
                .setParameter("seq", message.seq())
                .executeUpdate();
    }
}
