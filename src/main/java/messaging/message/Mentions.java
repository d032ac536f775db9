package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import messaging.conversation.Participant;
import messaging.user.User;

/** The names in messages in the database. */
@ApplicationScoped
class Mentions {
    @PersistenceContext
    private EntityManager entities;

    /** Finds who is named in a message that is new or has other words now, and keeps it. */
    void renew(Message message) {
        remove(message);
        message.content().filter(MentionedNames::isPossibleIn).ifPresent(content -> {
            var people = people(message.conversationId());
            var names = new MentionedNames(people.values().stream()
                    .map(user ->
                            new MentionedNames.Person(user.id(), user.profile().username()))
                    .toList());
            names.in(content).forEach(place -> entities.persist(Mention.in(message, place, people.get(place.user()))));
        });
        entities.flush();
    }

    void remove(Message message) {
        entities.createQuery("DELETE FROM Mention m WHERE m.conversationId = :conversation AND m.seq = :seq")
                .setParameter("conversation", message.conversationId())
                .setParameter("seq", message.seq())
                .executeUpdate();
    }

    /** The names in some messages, by the messages' ids, each in the order of the text; one statement. */
    Map<Long, List<MentionView>> of(Collection<Message> messages) {
        if (messages.isEmpty()) {
            return Map.of();
        }
        return entities.createQuery("""
                        SELECT x FROM Mention x JOIN FETCH x.user, Message m
                        WHERE m.id IN :ids AND x.conversationId = m.conversationId AND x.seq = m.seq
                        ORDER BY x.messageId, x.startAt""", Mention.class)
                .setParameter("ids", messages.stream().map(Message::id).toList())
                .getResultStream()
                .collect(Collectors.groupingBy(
                        Mention::messageId, Collectors.mapping(Mention::view, Collectors.toList())));
    }

    private Map<Long, User> people(long conversation) {
        return entities.createQuery("""
                        SELECT p FROM Participant p JOIN FETCH p.user
                        WHERE p.conversationId = :conversation AND p.removedAt IS NULL""", Participant.class)
                .setParameter("conversation", conversation)
                .getResultStream()
                .map(Participant::user)
                .collect(Collectors.toMap(User::id, Function.identity()));
    }
}
