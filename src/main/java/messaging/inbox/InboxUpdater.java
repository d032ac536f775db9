package messaging.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import messaging.conversation.ParticipantJoined;

/** Creates or resets the inbox entry of a participant who joins a conversation, in the same transaction. */
@ApplicationScoped
class InboxUpdater {
    private final InboxEntries entries;

    /** For CDI's proxy. */
    protected InboxUpdater() {
        this(null);
    }

    @Inject
    InboxUpdater(InboxEntries entries) {
        this.entries = entries;
    }

    void joined(@Observes ParticipantJoined participant) {
        entries.lock(participant.conversation(), participant.user())
                .ifPresentOrElse(
                        entry -> entry.reset(participant.seq()),
                        () -> entries.create(participant.conversation(), participant.user(), participant.seq()));
    }
}
