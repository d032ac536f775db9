package messaging.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import messaging.conversation.ParticipantJoined;

/** Creates the entry of a participant who joins a conversation, or resets it, in the same transaction. */
@ApplicationScoped
class InboxUpdater {
    @Inject
    private InboxEntries entries;

    void joined(@Observes ParticipantJoined participant) {
        entries.lock(participant.conversation(), participant.user())
                .ifPresentOrElse(
                        entry -> entry.rejoin(participant.seq()),
                        () -> entries.create(participant.conversation(), participant.user(), participant.seq()));
    }
}
