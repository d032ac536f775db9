package messaging.sync;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import messaging.conversation.ConversationAccess;
import messaging.conversation.ConversationNotFound;

/** Reads changes for live delivery. */
@Stateless
public class ChangeService {
    private ConversationVersions versions;
    private ChangeLog log;
    private ReadReceipts receipts;
    private ConversationAccess access;

    /** Required for enterprise beans; the container uses the other constructor. */
    public ChangeService() {}

    @Inject
    ChangeService(ConversationVersions versions, ChangeLog log, ReadReceipts receipts, ConversationAccess access) {
        this.versions = versions;
        this.log = log;
        this.receipts = receipts;
        this.access = access;
    }

    /** Returns the time of the database's clock, in microseconds. */
    public Instant now() {
        return versions.now();
    }

    /**
     * Returns the conversations in which a user participates.
     *
     * @param user ID of the account
     */
    public List<ConversationHead> heads(long user) {
        return versions.heads(user);
    }

    /**
     * Returns the changes of a conversation after a version.
     *
     * @param conversation ID of the conversation
     * @param from the version
     * @return empty if the conversation does not exist
     */
    public Optional<ChangeSet> changes(long conversation, long from) {
        return log.changes(conversation, from);
    }

    /**
     * Returns the changes of a conversation after a version that a user receives.
     *
     * @param user ID of the account
     * @param conversation ID of the conversation
     * @param from the version; negative if the client does not have the conversation
     * @return the frames, in order; empty if the user has never been a participant
     */
    public List<ChangesView> changes(long user, long conversation, long from) {
        return versions.joinedSeq(conversation, user)
                .flatMap(joinedSeq -> log.changes(conversation, from).map(changes -> changes.forUser(user, joinedSeq)))
                .orElse(List.of());
    }

    /**
     * The participants of a conversation.
     *
     * @param version version of the conversation
     * @param joinedSeqs the number of the latest message when each participant joined, by account ID
     */
    public record Participants(long version, Map<Long, Long> joinedSeqs) {}

    /**
     * Returns the participants of a conversation.
     *
     * @param conversation ID of the conversation
     * @return empty if the conversation does not exist or has been deleted
     */
    public Optional<Participants> participants(long conversation) {
        // The version first: a later change is read again rather than missed.
        return versions.version(conversation)
                .map(version -> new Participants(version, versions.joinedSeqs(conversation)));
    }

    /**
     * The conversations that have changed recently.
     *
     * @param versions their versions, by ID
     * @param joined users who may have joined, by conversation ID
     */
    public record Recent(Map<Long, Long> versions, Map<Long, List<Long>> joined) {}

    /**
     * Returns the conversations that have changed since a time.
     *
     * @param time time of the database's clock
     */
    public Recent recent(Instant time) {
        return new Recent(versions.versionsSince(time), versions.joinedSince(time));
    }

    /**
     * Returns the read receipts that have changed since a time and that clients cannot derive from messages.
     *
     * @param ids IDs of the conversations
     * @param since time of the database's clock
     */
    public List<ReadReceiptView> receiptsToDeliver(List<Long> ids, Instant since) {
        return receipts.changedByReading(ids, since);
    }

    /**
     * Checks whether a user is a participant of a conversation.
     *
     * @param user ID of the account
     * @param conversation ID of the conversation
     * @throws ConversationNotFound if not
     */
    public void requireParticipant(long user, long conversation) {
        access.requireParticipant(conversation, user);
        access.requireConversation(conversation);
    }
}
