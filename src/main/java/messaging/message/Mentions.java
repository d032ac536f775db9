package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import messaging.conversation.Role;
import messaging.jdbc.JdbcClient;
import messaging.settings.Settings;

/** The repository of mentions. */
@ApplicationScoped
class Mentions {
    @PersistenceContext
    private EntityManager entities;

    private final JdbcClient database;
    private final Event<OnlineRecipients> recipients;
    private final Settings settings;

    /** For CDI's proxy. */
    protected Mentions() {
        this(null, null, null);
    }

    @Inject
    Mentions(JdbcClient database, Event<OnlineRecipients> recipients, Settings settings) {
        this.database = database;
        this.recipients = recipients;
        this.settings = settings;
    }

    /**
     * Parses and stores the mentions in a new message. A message without an @ sign costs no statement.
     *
     * @param message a message with content
     * @param id of the message
     * @param isDirect whether the conversation is direct
     * @param role of the sender, which decides whether {@code @all} and {@code @here} mention participants
     * @return the mentions, in the order of the text
     */
    List<MentionView> add(Message message, long id, boolean isDirect, Role role) {
        var content = message.content().orElseThrow();
        if (!MentionParser.isPossibleIn(content)) {
            return List.of();
        }
        var usernames = usernames(message.conversationId());
        var matches = new MentionParser(names(usernames, mentionsGroups(isDirect, role))).parse(content);
        insert(message, id, matches);
        if (matches.stream().anyMatch(match -> match.kind() == MentionKind.HERE)) {
            var event = new OnlineRecipients(usernames.keySet());
            recipients.fire(event);
            addRecipients(message, event.online());
        }
        return matches.stream().map(match -> view(match, usernames)).toList();
    }

    /**
     * Parses and stores the mentions in an edited message, and removes the previous ones.
     *
     * @param message a message with content
     * @param previous content
     * @param isDirect whether the conversation is direct
     * @param role of the sender, which decides whether {@code @all} and {@code @here} mention participants
     */
    void replace(Message message, String previous, boolean isDirect, Role role) {
        remove(message, previous);
        add(message, message.id(), isDirect, role);
    }

    /**
     * Removes the mentions in a message. Content without an @ sign costs no statement.
     *
     * @param message edited or deleted
     * @param previous content that had the mentions
     */
    void remove(Message message, String previous) {
        if (MentionParser.isPossibleIn(previous)) {
            delete("Mention", message);
            delete("MentionRecipient", message);
        }
    }

    // In a direct conversation, group mentions are meaningless.
    private boolean mentionsGroups(boolean isDirect, Role role) {
        return !isDirect && settings.conversations().mentionAllRoles().contains(role.toString());
    }

    // Before the group names, so that a user with such a username keeps it.
    private static List<MentionParser.Name> names(Map<Long, String> usernames, boolean withGroups) {
        var names = new ArrayList<MentionParser.Name>();
        usernames.forEach((user, username) -> names.add(MentionParser.Name.of(user, username)));
        if (withGroups) {
            names.add(MentionParser.Name.of(MentionKind.ALL));
            names.add(MentionParser.Name.of(MentionKind.HERE));
        }
        return names;
    }

    private static MentionView view(MentionParser.Match match, Map<Long, String> usernames) {
        return MentionView.of(match.kind(), match.user(), usernames.get(match.user()), match.start(), match.length());
    }

    // One statement for any number of mentions.
    private void insert(Message message, long id, List<MentionParser.Match> matches) {
        var parameters = new ArrayList<Object>();
        for (var match : matches) {
            parameters.add(message.conversationId());
            parameters.add(message.seq());
            parameters.add(match.start());
            parameters.add(match.length());
            parameters.add(match.kind().wireName());
            parameters.add(match.kind() == MentionKind.USER ? match.user() : null);
            parameters.add(id);
        }
        insertRows(
                "INSERT INTO mentions (conversation_id, seq, start_at, length, kind, user_id, message_id) VALUES ",
                "(?, ?, ?, ?, ?, ?, ?)",
                parameters,
                matches.size());
    }

    // One statement for any number of users.
    private void addRecipients(Message message, Set<Long> users) {
        var parameters = new ArrayList<Object>();
        for (var user : users) {
            parameters.addAll(List.of(message.conversationId(), message.seq(), user));
        }
        insertRows(
                "INSERT INTO mention_recipients (conversation_id, seq, user_id) VALUES ",
                "(?, ?, ?)",
                parameters,
                users.size());
    }

    private void insertRows(String insert, String row, List<Object> parameters, int rows) {
        if (rows > 0) {
            database.update(insert + String.join(", ", Collections.nCopies(rows, row)), parameters.toArray());
        }
    }

    private void delete(String entity, Message message) {
        entities.createQuery("DELETE FROM " + entity + " x WHERE x.conversationId = :conversation AND x.seq = :seq")
                .setParameter("conversation", message.conversationId())
                .setParameter("seq", message.seq())
                .executeUpdate();
    }

    // Returns the usernames of the participants by the ids of their accounts.
    private Map<Long, String> usernames(long conversation) {
        return database.list("""
                        SELECT p.user_id, u.username FROM participants p JOIN users u ON u.id = p.user_id
                        WHERE p.conversation_id = ? AND p.removed_at IS NULL""", row -> Map.entry(row.getLong(1), row.getString(2)), conversation).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
