package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import messaging.conversation.Participant;
import messaging.user.User;

/** The mentions in the database. */
@ApplicationScoped
class Mentions {
    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Event<OnlineRecipients> recipients;

    /**
     * Finds and stores the mentions in a new message.
     *
     * @param message a message with content
     * @param withGroups whether {@code @all} and {@code @here} mention participants
     */
    void add(Message message, boolean withGroups) {
        message.content().filter(MentionParser::isPossibleIn).ifPresent(content -> {
            var people = people(message.conversationId());
            var matches = new MentionParser(names(people.values(), withGroups)).parse(content);
            matches.forEach(match ->
                    entities.persist(Mention.in(message, match, Optional.ofNullable(people.get(match.user())))));
            if (matches.stream().anyMatch(match -> match.kind() == MentionKind.HERE)) {
                var event = new OnlineRecipients(people.keySet());
                recipients.fire(event);
                addRecipients(message, event.online());
            }
        });
        entities.flush();
    }

    /**
     * Finds and stores the mentions in a message that was edited, in place of the previous ones.
     *
     * @param message a message with content
     * @param withGroups whether {@code @all} and {@code @here} mention participants
     */
    void replace(Message message, boolean withGroups) {
        remove(message);
        add(message, withGroups);
    }

    void remove(Message message) {
        delete("Mention", message);
        delete("MentionRecipient", message);
    }

    /** Returns the mentions in some messages by the messages' ids, each in the order of the text; one statement. */
    Map<Long, List<MentionView>> of(Collection<Message> messages) {
        if (messages.isEmpty()) {
            return Map.of();
        }
        return entities.createQuery("""
                        SELECT x FROM Mention x LEFT JOIN FETCH x.user, Message m
                        WHERE m.id IN :ids AND x.conversationId = m.conversationId AND x.seq = m.seq
                        ORDER BY x.messageId, x.startAt""", Mention.class)
                .setParameter("ids", messages.stream().map(Message::id).toList())
                .getResultStream()
                .collect(Collectors.groupingBy(
                        Mention::messageId, Collectors.mapping(Mention::view, Collectors.toList())));
    }

    // A participant whose username is older than these words keeps it.
    private static List<MentionParser.Name> names(Collection<User> people, boolean withGroups) {
        var names = new ArrayList<MentionParser.Name>();
        people.forEach(user ->
                names.add(MentionParser.Name.of(user.id(), user.profile().username())));
        if (withGroups) {
            names.add(MentionParser.Name.of(MentionKind.ALL));
            names.add(MentionParser.Name.of(MentionKind.HERE));
        }
        return names;
    }

    // One statement, however many users are online.
    private void addRecipients(Message message, Set<Long> users) {
        if (users.isEmpty()) {
            return;
        }
        var query = entities.createNativeQuery("INSERT INTO mention_recipients (conversation_id, seq, user_id) VALUES "
                + String.join(", ", Collections.nCopies(users.size(), "(?, ?, ?)")));
        var parameter = 1;
        for (var user : users) {
            query.setParameter(parameter++, message.conversationId());
            query.setParameter(parameter++, message.seq());
            query.setParameter(parameter++, user);
        }
        query.executeUpdate();
    }

    private void delete(String entity, Message message) {
        entities.createQuery("DELETE FROM " + entity + " x WHERE x.conversationId = :conversation AND x.seq = :seq")
                .setParameter("conversation", message.conversationId())
                .setParameter("seq", message.seq())
                .executeUpdate();
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
