package messaging.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.CacheStoreMode;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import messaging.idempotency.ClientId;
import messaging.paging.FoldedText;
import messaging.paging.Listing;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.user.Users;

/** The conversations and their participants in the database. */
@ApplicationScoped
public class Conversations {
    /** The title that searches compare. */
    public static final FoldedText TITLE = FoldedText.of("titleFolded", "title").foldedAtRevision("foldedRevision");

    /** The list of a conversation's participants. */
    public static final Listing<Participant> PARTICIPANTS = Listing.of(Participant.class)
            .identifiedBy("userId")
            .search("user", Users.NAMES)
            .orderBy("user", "userId")
            .orderBy("username", "user.username")
            .order("joined_at", "version")
            .unique("userId", "user.username")
            .fetching("user")
            .byDefault("user");

    /** The list of a user's conversations. */
    public static final Listing<Conversation> LISTING = Listing.of(Conversation.class)
            .order("id", "title", "created_at", "updated_at")
            .byDefault("-updated_at");

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Event<ConversationLocked> locked;

    void add(Conversation conversation) {
        entities.persist(conversation);
        entities.flush();
        locked.fire(new ConversationLocked(conversation));
    }

    void add(Participant participant) {
        entities.persist(participant);
    }

    /** Sends pending changes to the database, so that the next query sees them. */
    public void flush() {
        entities.flush();
    }

    /**
     * Somebody's part in a conversation, as the database has it now.
     *
     * @param id of the conversation
     * @param user who must take part in it
     * @return empty if there is no such conversation or the user is not in it
     */
    public Optional<Participant> findParticipant(long id, long user) {
        return Optional.ofNullable(
                        entities.find(Participant.class, new Participant.Key(id, user), CacheStoreMode.REFRESH))
                .filter(Participant::isActive);
    }

    /**
     * A conversation that isn't deleted.
     *
     * @param id of the conversation
     * @return empty if there is none
     */
    public Optional<Conversation> find(long id) {
        return Optional.ofNullable(entities.find(Conversation.class, id)).filter(found -> !found.isDeleted());
    }

    /**
     * A conversation that isn't deleted, locked until the transaction ends. A change takes this lock first and writes
     * then: the other way round two changes would block each other. Whoever wants to know of changes observes
     * {@link ConversationLocked}.
     *
     * @param id of the conversation
     * @return empty if there is none
     */
    public Optional<Conversation> lock(long id) {
        var found = Optional.ofNullable(entities.find(Conversation.class, id, LockModeType.PESSIMISTIC_WRITE))
                .filter(conversation -> !conversation.isDeleted());
        found.ifPresent(conversation -> locked.fire(new ConversationLocked(conversation)));
        return found;
    }

    /** The conversation that a request made, even if it is deleted. */
    Optional<Conversation> findByClientId(long creator, ClientId id) {
        return entities.createQuery(
                        "SELECT c FROM Conversation c WHERE c.creatorId = :creator AND c.clientId = :id",
                        Conversation.class)
                .setParameter("creator", creator)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    /** The direct conversation of two people. */
    Optional<Conversation> findDirect(long one, long other) {
        return entities.createQuery(
                        "SELECT c FROM Conversation c WHERE c.directLow = :low AND c.directHigh = :high",
                        Conversation.class)
                .setParameter("low", Math.min(one, other))
                .setParameter("high", Math.max(one, other))
                .getResultStream()
                .findFirst();
    }

    /** Somebody's part in a conversation, even if they were removed. */
    Optional<Participant> findCurrentOrFormerParticipant(long id, long user) {
        return Optional.ofNullable(entities.find(Participant.class, new Participant.Key(id, user)));
    }

    /** How many take part in a conversation. */
    long countParticipants(long id) {
        return entities.createQuery(
                        "SELECT COUNT(p.userId) FROM Participant p"
                                + " WHERE p.conversationId = :id AND p.removedAt IS NULL",
                        Long.class)
                .setParameter("id", id)
                .getSingleResult();
    }

    /** The groups in which somebody takes part, in the order of their ids. */
    List<Long> groupIdsOf(long user) {
        return entities.createQuery("""
                                SELECT c.id FROM Conversation c, Participant p
                                WHERE p.conversationId = c.id AND p.userId = :user AND p.removedAt IS NULL
                                AND c.deletedAt IS NULL AND c.kind = :kind ORDER BY c.id""", Long.class)
                .setParameter("user", user)
                .setParameter("kind", Kind.GROUP)
                .getResultList();
    }

    /** The groups that a user owns, in the order of their ids. */
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

    /** The groups of a user whose owner's account is not active, in the order of their ids. */
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

    /** The owner of a group, as the database has it now. */
    Optional<Participant> owner(long id) {
        return entities.createQuery("""
                                SELECT p FROM Participant p
                                WHERE p.conversationId = :id AND p.removedAt IS NULL AND p.role = :owner""", Participant.class)
                .setParameter("id", id)
                .setParameter("owner", Role.OWNER)
                .setHint("jakarta.persistence.cache.storeMode", CacheStoreMode.REFRESH)
                .getResultStream()
                .findFirst();
    }

    /** Everybody who takes or took part in a conversation. */
    List<Participant> currentAndFormerParticipants(long id) {
        return entities.createQuery(
                        "SELECT p FROM Participant p JOIN FETCH p.user WHERE p.conversationId = :id", Participant.class)
                .setParameter("id", id)
                .getResultList();
    }

    /**
     * Who takes part in some conversations, with their accounts, in one statement.
     *
     * @param ids of the conversations
     * @return their parts, by the ids of the accounts
     */
    List<Participant> participants(Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : entities.createQuery("""
                                SELECT p FROM Participant p JOIN FETCH p.user
                                WHERE p.conversationId IN :ids AND p.removedAt IS NULL ORDER BY p.userId""", Participant.class)
                        .setParameter("ids", ids)
                        .getResultList();
    }

    /**
     * A page of those participants of a conversation of whom something holds.
     *
     * @param id of the conversation
     * @param page which part
     * @param restriction what must hold of them
     * @return the part and the size of the whole
     */
    public Slice<Participant> participants(long id, PageQuery page, Listing.Restriction<Participant> restriction) {
        return PARTICIPANTS.page(
                entities,
                page,
                (builder, query, root) -> builder.and(
                        builder.equal(root.get("conversationId"), id),
                        builder.isNull(root.get("removedAt")),
                        restriction.on(builder, query, root)));
    }
}
