package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The repository of reactions. */
@ApplicationScoped
class Reactions {
    @PersistenceContext
    private EntityManager entities;

    Optional<Reaction> find(Message message, long user, Emoji emoji) {
        return Optional.ofNullable(entities.find(
                Reaction.class, new Reaction.Key(message.conversationId(), message.seq(), user, emoji.value())));
    }

    /** Returns the emoji on a message, each with whether the user has added it. Their number is limited. */
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

    /** Removes a reaction and returns whether it existed. */
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
}
