package messaging.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import messaging.conversation.Conversation;
import messaging.conversation.ConversationNotFound;
import messaging.conversation.Conversations;
import messaging.conversation.Participant;
import messaging.message.MessageView;
import messaging.message.MessageViews;

/** Makes the views of conversations for one of their participants, at a cost in statements that does not grow. */
@ApplicationScoped
class ConversationViews {
    @Inject
    private Conversations conversations;

    @Inject
    private InboxEntries entries;

    @Inject
    private MessageViews messages;

    /**
     * The view of one conversation.
     *
     * @param conversation of the user's
     * @param user who looks at it
     * @return its view
     * @throws ConversationNotFound if it is no longer the user's
     */
    ConversationView of(Conversation conversation, long user) {
        return of(List.of(conversation), user).stream()
                .findFirst()
                .orElseThrow(() -> new ConversationNotFound(conversation.id()));
    }

    /**
     * The views of some conversations.
     *
     * @param all of the user's
     * @param user who looks at them
     * @return their views, in the same order
     */
    List<ConversationView> of(List<Conversation> all, long user) {
        var ids = all.stream().map(Conversation::id).toList();
        var participants =
                conversations.participants(ids).stream().collect(Collectors.groupingBy(Participant::conversationId));
        var own = entries.ofUser(user, ids);
        // Whoever was removed since the list was read sees nothing more of it.
        var standing = all.stream()
                .filter(conversation -> part(participants, conversation, user).isPresent())
                .toList();
        var positions = standing.stream()
                .map(conversation -> Position.of(
                        conversation,
                        part(participants, conversation, user).orElseThrow(),
                        Optional.ofNullable(own.get(conversation.id()))))
                .collect(Collectors.toMap(Position::conversation, Function.identity()));
        var tails = entries.tails(positions.values());
        var latest = latest(tails);
        return standing.stream()
                .map(conversation -> ConversationView.of(
                        conversation,
                        participants.get(conversation.id()),
                        part(participants, conversation, user).orElseThrow(),
                        new ConversationView.Own(
                                positions.get(conversation.id()),
                                tails.get(conversation.id()),
                                Optional.ofNullable(latest.get(conversation.id())),
                                PreferencesView.of(Optional.ofNullable(own.get(conversation.id()))))))
                .toList();
    }

    private Map<Long, MessageView> latest(Map<Long, Tail> tails) {
        var ids =
                tails.values().stream().flatMap(tail -> tail.latest().stream()).toList();
        return messages.of(entries.messages(ids)).stream()
                .collect(Collectors.toMap(MessageView::conversation, Function.identity()));
    }

    private static Optional<Participant> part(
            Map<Long, List<Participant>> participants, Conversation conversation, long user) {
        return participants.getOrDefault(conversation.id(), List.of()).stream()
                .filter(participant -> participant.userId() == user)
                .findFirst();
    }
}
