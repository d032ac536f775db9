package messaging.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.CacheStoreMode;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import messaging.idempotency.ClientId;
import messaging.paging.FoldedText;

/** The repository of conversations and their participants. */
@ApplicationScoped
public class Conversations {
    /** The title as searches compare it. */
    public static final FoldedText TITLE = FoldedText.of("titleFolded", "title").foldedAtRevision("foldedRevision");

    @PersistenceContext
    private EntityManager entities;

    private final Event<ConversationChanged> changed;

    /** For CDI's proxy. */
    protected Conversations() {
        this(null);
    }

    @Inject
    Conversations(Event<ConversationChanged> changed) {
        this.changed = changed;
    }

    /** Inserts a conversation, which also locks it. */
    LockedConversation add(Conversation conversation) {
        entities.persist(conversation);
        entities.flush();
        return new LockedConversation(conversation, changed);
    }

    void add(Participant participant) {
        entities.persist(participant);
    }

    /** Sends pending changes to the database, so that the next query sees them. */
    public void flush() {
        entities.flush();
    }

    /**
     * Returns a current participant, as committed in the database now.
     *
     * @param id of the conversation
     * @param user id of the account
     * @return empty if the conversation does not exist or the user is not a participant
     */
    public Optional<Participant> findParticipant(long id, long user) {
        return Optional.ofNullable(
                        entities.find(Participant.class, new Participant.Key(id, user), CacheStoreMode.REFRESH))
                .filter(Participant::isActive);
    }

    /**
     * Returns a conversation that is not deleted.
     *
     * @param id of the conversation
     * @return empty if it does not exist
     */
    public Optional<Conversation> find(long id) {
        return Optional.ofNullable(entities.find(Conversation.class, id)).filter(found -> !found.isDeleted());
    }

    /**
     * Locks a conversation that is not deleted, until the transaction ends. A change takes this lock first and writes then:
     * in the reverse order, two changes would block each other.
     */
    Optional<LockedConversation> lock(long id) {
        return Optional.ofNullable(entities.find(Conversation.class, id, LockModeType.PESSIMISTIC_WRITE))
                .filter(conversation -> !conversation.isDeleted())
                .map(conversation -> new LockedConversation(conversation, changed));
    }

    /** Returns the conversation that a request with this client id created, even if it is deleted. */
    Optional<Conversation> findByClientId(long creator, ClientId id) {
        return entities.createQuery(
                        "SELECT c FROM Conversation c WHERE c.creatorId = :creator AND c.clientId = :id",
                        Conversation.class)
                .setParameter("creator", creator)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    /** Returns the direct conversation of two users, in any order. */
    Optional<Conversation> findDirect(long user, long other) {
        return entities.createQuery(
                        "SELECT c FROM Conversation c WHERE c.directLow = :low AND c.directHigh = :high",
                        Conversation.class)
                .setParameter("low", Math.min(user, other))
                .setParameter("high", Math.max(user, other))
                .getResultStream()
                .findFirst();
    }

    /** Returns a participant, even if the user was removed. */
    Optional<Participant> findCurrentOrFormerParticipant(long id, long user) {
        return Optional.ofNullable(entities.find(Participant.class, new Participant.Key(id, user)));
    }

    long countParticipants(long id) {
        return entities.createQuery(
                        "SELECT COUNT(p.userId) FROM Participant p"
                                + " WHERE p.conversationId = :id AND p.removedAt IS NULL",
                        Long.class)
                .setParameter("id", id)
                .getSingleResult();
    }

    /** Returns the ids of a user's groups, in ascending order. */
    List<Long> groupIdsOf(long user) {
        return entities.createQuery("""
                                SELECT c.id FROM Conversation c, Participant p
                                WHERE p.conversationId = c.id AND p.userId = :user AND p.removedAt IS NULL
                                AND c.deletedAt IS NULL AND c.kind = :kind ORDER BY c.id""", Long.class)
                .setParameter("user", user)
                .setParameter("kind", Kind.GROUP)
                .getResultList();
    }

    /** Returns the ids of the groups that a user owns, in ascending order. */
    List<Long> groupIdsOwnedBy(long user) {
        return entities.createQuery("""
                                SELECT c.id FROM Conversation c, Participant p
                                WHERE p.conversationId = c.id AND p.userId = :user AND p.removedAt IS NULL
                                AND p.role = :owner AND c.deletedAt IS NULL AND c.kind = :kind ORDER BY c.id""", Long.class)
                .setParameter("user", user)
                .setParameter("owner", Role.OWNER)
                .setParameter("kind", Kind.GROUP)
                .getResultList();
    }

    /** Returns the ids of a user's groups whose owner's account is deactivated, in ascending order. */
    List<Long> groupIdsWithInactiveOwner(long user) {
        return entities.createQuery("""
                                SELECT c.id FROM Conversation c, Participant p, Participant o
                                WHERE p.conversationId = c.id AND p.userId = :user AND p.removedAt IS NULL
                                AND o.conversationId = c.id AND o.removedAt IS NULL AND o.role = :owner
                                AND o.user.active = FALSE
                                AND c.deletedAt IS NULL AND c.kind = :kind ORDER BY c.id""", Long.class)
                .setParameter("user", user)
                .setParameter("owner", Role.OWNER)
                .setParameter("kind", Kind.GROUP)
                .getResultList();
    }

    /** Returns the owner of a group, as committed in the database now. */
    Optional<Participant> findOwner(long id) {
        return entities.createQuery("""
                                SELECT p FROM Participant p
                                WHERE p.conversationId = :id AND p.removedAt IS NULL AND p.role = :owner""", Participant.class)
                .setParameter("id", id)
                .setParameter("owner", Role.OWNER)
                .setHint("jakarta.persistence.cache.storeMode", CacheStoreMode.REFRESH)
                .getResultStream()
                .findFirst();
    }

    /** Returns all participants of a conversation, with those who were removed, and their accounts. */
    List<Participant> currentAndFormerParticipants(long id) {
        return entities.createQuery(
                        "SELECT p FROM Participant p JOIN FETCH p.user WHERE p.conversationId = :id", Participant.class)
                .setParameter("id", id)
                .getResultList();
    }

    /** Returns the current participants of a conversation with their accounts, by the ids of the accounts. */
    List<Participant> participants(long id) {
        return entities.createQuery("""
                                SELECT p FROM Participant p JOIN FETCH p.user
                                WHERE p.conversationId = :id AND p.removedAt IS NULL ORDER BY p.userId""", Participant.class)
                .setParameter("id", id)
                .getResultList();
    }
}
