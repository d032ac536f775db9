package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import messaging.paging.Listing;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.user.Users;

/** The reactions in the database. */
@ApplicationScoped
class Reactions {
    /** The reactions to one message. */
    static final Listing<Reaction> LISTING = Listing.of(Reaction.class)
            .searchVerbatim("emoji")
            .search("user", Users.NAMES)
            .order("created_at", "emoji")
            .orderBy("user", "userId")
            .identifiedBy("userId", "emoji")
            .fetching("user")
            .byDefault("created_at");

    @PersistenceContext
    private EntityManager entities;

    Optional<Reaction> find(Message message, long user, Emoji emoji) {
        return Optional.ofNullable(entities.find(
                Reaction.class, new Reaction.Key(message.conversationId(), message.seq(), user, emoji.value())));
    }

    /** Returns the different emoji of a message, and of each whether a user has chosen it; their number is limited. */
    Map<String, Boolean> emoji(Message message, long user) {
        return entities.createQuery("""
                        SELECT r.emoji, MAX(CASE WHEN r.userId = :user THEN 1 ELSE 0 END) FROM Reaction r
                        WHERE r.conversationId = :conversation AND r.seq = :seq GROUP BY r.emoji""", Object[].class)
                .setParameter("user", user)
                .setParameter("conversation", message.conversationId())
                .setParameter("seq", message.seq())
                .getResultStream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> ((Number) row[1]).intValue() == 1));
    }

    void add(Reaction reaction) {
        entities.persist(reaction);
        entities.flush();
    }

    /** Whether there was one. */
    boolean remove(Message message, long user, Emoji emoji) {
        return entities.createQuery("""
                        DELETE FROM Reaction r WHERE r.conversationId = :conversation AND r.seq = :seq
                        AND r.userId = :user AND r.emoji = :emoji""")
                        .setParameter("conversation", message.conversationId())
                        .setParameter("seq", message.seq())
                        .setParameter("user", user)
                        .setParameter("emoji", emoji.value())
                        .executeUpdate()
                > 0;
    }

    void removeAll(Message message) {
        entities.createQuery("DELETE FROM Reaction r WHERE r.conversationId = :conversation AND r.seq = :seq")
                .setParameter("conversation", message.conversationId())
                .setParameter("seq", message.seq())
                .executeUpdate();
    }

    Slice<Reaction> page(Message message, PageQuery page) {
        return LISTING.page(
                entities,
                page,
                (builder, query, root) -> builder.and(
                        builder.equal(root.get("conversationId"), message.conversationId()),
                        builder.equal(root.get("seq"), message.seq())));
    }
}
