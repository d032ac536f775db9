package messaging.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import messaging.conversation.Conversations;
import messaging.conversation.ParticipantJoined;
import messaging.message.MessageSent;

/** Keeps the entries up with what happens in the conversations, in the same transactions. */
@ApplicationScoped
class InboxKeeper {
    @Inject
    private Conversations conversations;

    @Inject
    private InboxEntries entries;

    @Inject
    private Event<ReadMoved> moved;

    @Inject
    private Event<InboxChanged> changed;

    @Inject
    private Clock clock;

    void sent(@Observes MessageSent message) {
        var entry = entries.lock(message.conversation(), message.sender())
                .orElseGet(() -> entries.lock(conversations
                        .participation(message.conversation(), message.sender())
                        .orElseThrow()));
        var now = clock.instant();
        if (entry.sent(message.seq(), now)) {
            moved.fire(new ReadMoved(
                    message.conversation(), message.sender(), message.senderJoinedSeq() + 1, message.seq(), now));
        }
        if (entry.readSeq() == message.seq()) {
            changed.fire(new InboxChanged(message.conversation(), message.sender()));
        }
    }

    // Who joins for the first time has no entry, which says as much as one that was just made.
    void joined(@Observes ParticipantJoined participant) {
        entries.lock(participant.conversation(), participant.user())
                .ifPresent(entry -> entry.rejoin(participant.seq()));
    }
}
