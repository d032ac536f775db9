package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;

/** Makes the views of messages, with what belongs to them, at a cost in statements that does not grow with them. */
@ApplicationScoped
public class MessageViews {
    @Inject
    private Mentions mentions;

    @Inject
    private Reactions reactions;

    /**
     * The view of one message.
     *
     * @param message that is not deleted
     * @return its view
     */
    public MessageView of(Message message) {
        return of(List.of(message)).get(0);
    }

    /**
     * The views of some messages of any conversations.
     *
     * @param messages that are not deleted
     * @return their views, in the same order; read with one statement for all mentions and one for all reactions
     */
    public List<MessageView> of(Collection<Message> messages) {
        var named = mentions.of(messages);
        var chosen = reactions.of(messages);
        return messages.stream()
                .map(message -> MessageView.of(
                        message,
                        named.getOrDefault(message.id(), List.of()),
                        chosen.getOrDefault(message.id(), List.of())))
                .toList();
    }
}
