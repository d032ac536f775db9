package messaging.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import messaging.conversation.ParticipantJoined;

/** Resets the entry of a participant who joins a conversation again, in the same transaction. */
@ApplicationScoped
class InboxKeeper {
    @Inject
    private InboxEntries entries;

    // Who joins for the first time has no entry, which says as much as one that was just made.
    void joined(@Observes ParticipantJoined participant) {
        entries.lock(participant.conversation(), participant.user())
                .ifPresent(entry -> entry.rejoin(participant.seq()));
    }
}
