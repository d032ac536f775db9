package messaging.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import messaging.conversation.Conversation;
import messaging.conversation.Conversations;
import messaging.conversation.Participant;
import messaging.paging.Listing;
import messaging.paging.PageQuery;
import messaging.paging.PageReader;
import messaging.paging.Slice;
import messaging.user.Users;

/** Reads all conversations from the database. */
@ApplicationScoped
class AdminConversations {
    static final Listing<Conversation> LISTING = Listing.of(Conversation.class)
            .search(Conversations.TITLE)
            .search((builder, query, root, contains) -> {
                var subquery = query.subquery(Long.class);
                var participant = subquery.from(Participant.class);
                var user = participant.get("user");
                subquery.select(participant.get("conversationId"))
                        .where(
                                builder.equal(participant.get("conversationId"), root.get("id")),
                                builder.isNull(participant.get("removedAt")),
                                Users.NAMES.contains(builder, user, contains));
                return builder.exists(subquery);
            })
            .order("id", "title", "last_seq", "created_at", "updated_at")
            .byDefault("-updated_at");

    @PersistenceContext
    private EntityManager entities;

    private record Count(long conversation, long participants) {}

    Slice<Conversation> page(PageQuery page) {
        return new PageReader<>(
                        LISTING, entities, page, (builder, query, root) -> builder.isNull(root.get("deletedAt")))
                .read();
    }

    Optional<Conversation> find(long id) {
        return Optional.ofNullable(entities.find(Conversation.class, id)).filter(found -> !found.isDeleted());
    }

    /** Returns the number of participants of each conversation. */
    Map<Long, Long> participants(Collection<Long> ids) {
        return ids.isEmpty()
                ? Map.of()
                : entities.createQuery("""
                                SELECT p.conversationId, COUNT(p.userId) FROM Participant p
                                WHERE p.conversationId IN :ids AND p.removedAt IS NULL
                                GROUP BY p.conversationId""", Object[].class)
                        .setParameter("ids", ids)
                        .getResultStream()
                        .map(row -> new Count((Long) row[0], (Long) row[1]))
                        .collect(Collectors.toMap(Count::conversation, Count::participants));
    }

    /** Returns the participants of a conversation. */
    List<Participant> participantsOf(long id) {
        return entities.createQuery("""
                        SELECT p FROM Participant p JOIN FETCH p.user
                        WHERE p.conversationId = :id AND p.removedAt IS NULL ORDER BY p.userId""", Participant.class)
                .setParameter("id", id)
                .getResultList();
    }
}
