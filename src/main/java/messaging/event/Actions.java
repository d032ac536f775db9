package messaging.event;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import messaging.conversation.ConversationNotFound;
import messaging.inbox.ReadService;
import messaging.problem.InvalidInput;
import messaging.transaction.Retried;

/** What clients say that is no message. */
@ApplicationScoped
public class Actions {
    // Keys are pressed more often than others want to know of it.
    private static final Duration TYPING = Duration.ofSeconds(1);
    private static final int MAX_TYPING = 100_000;

    private record Typist(long conversation, long user) {}

    private final Cache<Typist, Boolean> typing = Caffeine.newBuilder()
            .maximumSize(MAX_TYPING)
            .expireAfterWrite(TYPING)
            .build();

    @Inject
    private EventService service;

    @Inject
    private ReadService reads;

    @Inject
    private Hub hub;

    @Inject
    private Fanout fanout;

    /**
     * Somebody is typing; the others in the conversation hear of it once a second at most.
     *
     * @param user id of the account
     * @param conversation id of the conversation
     * @throws ConversationNotFound if they do not take part in it
     */
    public void typing(long user, long conversation) {
        var typist = new Typist(conversation, user);
        if (typing.getIfPresent(typist) == null) {
            service.requireParticipant(user, conversation);
            typing.put(typist, true);
            hub.types(conversation, user);
            fanout.tell(Signal.of(Signal.TYPING, conversation, user));
        }
    }

    /**
     * Somebody has read up to a message.
     *
     * @param user id of the account
     * @param conversation id of the conversation
     * @param seq number of the message
     * @throws ConversationNotFound if they do not take part in it
     * @throws InvalidInput if there is no such message yet
     */
    @Retried
    public void read(long user, long conversation, long seq) {
        reads.markRead(conversation, user, seq);
    }
}
