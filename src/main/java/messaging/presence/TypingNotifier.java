package messaging.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import messaging.cluster.ClusterBroadcaster;
import messaging.cluster.ClusterMessage;
import messaging.conversation.ConversationNotFound;
import messaging.sync.ChangeService;

/** Notifies participants of each other's typing. Typing is never stored. */
@ApplicationScoped
public class TypingNotifier {
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);
    private static final int MAX_TYPISTS = 100_000;

    private ChangeService service;
    private ClusterBroadcaster broadcaster;
    private Event<TypingStarted> typing;

    /** For CDI's proxy. */
    protected TypingNotifier() {}

    @Inject
    TypingNotifier(ChangeService service, ClusterBroadcaster broadcaster, Event<TypingStarted> typing) {
        this.service = service;
        this.broadcaster = broadcaster;
        this.typing = typing;
    }

    private record Typist(long conversation, long user) {}

    private final Cache<Typist, Boolean> recent = Caffeine.newBuilder()
            .maximumSize(MAX_TYPISTS)
            .expireAfterWrite(MIN_INTERVAL)
            .build();

    /**
     * Notifies the other participants that a user is typing, at most once a second.
     *
     * @param user ID of the account
     * @param conversation ID of the conversation
     * @throws ConversationNotFound if the user is not a participant
     */
    public void notifyTyping(long user, long conversation) {
        var typist = new Typist(conversation, user);
        if (recent.getIfPresent(typist) == null) {
            service.requireParticipant(user, conversation);
            recent.put(typist, true);
            typing.fire(new TypingStarted(conversation, user));
            broadcaster.broadcast(replica -> new ClusterMessage.UserTyping(replica, conversation, user));
        }
    }

    void forwardTyping(@Observes ClusterMessage.UserTyping message) {
        typing.fire(new TypingStarted(message.conversation(), message.user()));
    }
}
