package messaging.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Checks that a user is a participant of a conversation, and locks the conversation for a change. A conversation that the
 * user cannot see and one that does not exist are the same to the caller.
 */
@ApplicationScoped
public class ConversationAccess {
    private final Conversations conversations;

    /** For CDI's proxy. */
    protected ConversationAccess() {
        this(null);
    }

    /**
     * Creates the checks.
     *
     * @param conversations the repository
     */
    @Inject
    public ConversationAccess(Conversations conversations) {
        this.conversations = conversations;
    }

    /**
     * Locks a conversation until the transaction ends, for a participant.
     *
     * @param conversation id of the conversation
     * @param caller id of the account
     * @return the locked conversation with the caller
     * @throws ConversationNotFound if the caller is not a participant
     */
    public ParticipantLock lock(long conversation, long caller) {
        // Checked before the lock: other users must not be able to block a conversation. Checked again under the lock:
        // the transaction that held it before may have removed the caller.
        requireParticipant(conversation, caller);
        var locked = lockAny(conversation);
        return new ParticipantLock(locked, requireParticipant(conversation, caller));
    }

    /**
     * Locks any conversation until the transaction ends, for administrators of the site.
     *
     * @param conversation id of the conversation
     * @return the locked conversation
     * @throws ConversationNotFound if the conversation does not exist
     */
    public LockedConversation lockAny(long conversation) {
        return conversations.lock(conversation).orElseThrow(() -> new ConversationNotFound(conversation));
    }

    /**
     * Returns a user's participation, without a lock.
     *
     * @param conversation id of the conversation
     * @param user id of the account
     * @return the participant
     * @throws ConversationNotFound if the user is not a participant
     */
    public Participant requireParticipant(long conversation, long user) {
        return conversations
                .findParticipant(conversation, user)
                .orElseThrow(() -> new ConversationNotFound(conversation));
    }

    /**
     * Returns a conversation, without a lock and whether or not the caller may see it.
     *
     * @param conversation id of the conversation
     * @return the conversation
     * @throws ConversationNotFound if the conversation does not exist
     */
    public Conversation requireConversation(long conversation) {
        return conversations.find(conversation).orElseThrow(() -> new ConversationNotFound(conversation));
    }
}
