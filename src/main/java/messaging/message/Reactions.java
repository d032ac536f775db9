package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
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

    /** The reactions to some messages, by the messages' ids, each in the order of the first use; one statement. */
    Map<Long, List<ReactionsView>> of(Collection<Message> messages) {
        if (messages.isEmpty()) {
            return Map.of();
        }
        // JPQL has no windows. Whoever comes after the first ones is counted in the database and not read.
        var query = entities.createNativeQuery(
                """
                SELECT id, emoji, uses, user_id FROM (
                    SELECT m.id, r.emoji, r.user_id,
                        COUNT(*) OVER (PARTITION BY m.id, r.emoji) AS uses,
                        MIN(r.created_at) OVER (PARTITION BY m.id, r.emoji) AS first_use,
                        ROW_NUMBER() OVER (PARTITION BY m.id, r.emoji ORDER BY r.created_at, r.user_id) AS place
                    FROM messages m JOIN reactions r ON r.conversation_id = m.conversation_id AND r.seq = m.seq
                    WHERE m.id IN (%s)) AS ranked
                WHERE place <= %d ORDER BY id, first_use, emoji, place""".formatted(String.join(",", Collections.nCopies(messages.size(), "?")), ReactionsView.NAMED));
        var parameter = 1;
        for (var message : messages) {
            query.setParameter(parameter++, message.id());
        }
        var found = new HashMap<Long, List<ReactionsView>>();
        for (var row : query.getResultList()) {
            var columns = (Object[]) row;
            var emoji = new String((byte[]) columns[1], StandardCharsets.UTF_8);
            var reactions = found.computeIfAbsent(((Number) columns[0]).longValue(), id -> new ArrayList<>());
            var users = new ArrayList<Long>();
            if (!reactions.isEmpty()
                    && reactions.get(reactions.size() - 1).emoji().equals(emoji)) {
                users.addAll(reactions.remove(reactions.size() - 1).users());
            }
            users.add(((Number) columns[3]).longValue());
            reactions.add(new ReactionsView(emoji, ((Number) columns[2]).longValue(), users));
        }
        return found;
    }
}
