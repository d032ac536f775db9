package messaging.conversation;

import jakarta.enterprise.event.Event;
import java.time.Instant;

/**
 * A conversation whose row is locked until the transaction ends. Every change needs it, because it creates the {@link Stamp}
 * that the changed rows store. Only {@link Conversations} creates one, with the lock.
 */
public final class LockedConversation {
    private final Conversation conversation;
    private final Event<ConversationChanged> changed;
    private boolean isChanged;

    LockedConversation(Conversation conversation, Event<ConversationChanged> changed) {
        this.conversation = conversation;
        this.changed = changed;
    }

    /**
     * Returns the conversation.
     *
     * @return the entity of the transaction
     */
    public Conversation conversation() {
        return conversation;
    }

    /**
     * Raises the version for a change of a message or its reactions.
     *
     * @return the stamp of the message
     */
    public Stamp stampMessageChange() {
        return stamp(conversation.raiseVersion());
    }

    /**
     * Raises the version for the deletion of a message, and counts it.
     *
     * @return the stamp of the deleted message
     */
    public Stamp stampMessageDeletion() {
        return stamp(conversation.countDeletedMessage());
    }

    /** Raises version and revision for an edit of the conversation or its participants. */
    Stamp stampEdit(Instant now) {
        return stamp(conversation.recordEdit(now));
    }

    /** Deletes the conversation for all participants. */
    void delete(Instant now) {
        stamp(conversation.delete(now));
    }

    /** Returns the stamp of a new conversation, which its first participants share. */
    Stamp stampCreation() {
        return stamp(conversation.version());
    }

    /**
     * Rejects changes that a direct conversation does not allow.
     *
     * @throws DirectConversationImmutable if the conversation is direct
     */
    LockedConversation requireGroup() {
        if (conversation.isDirect()) {
            throw new DirectConversationImmutable();
        }
        return this;
    }

    private Stamp stamp(long version) {
        if (!isChanged) {
            isChanged = true;
            changed.fire(new ConversationChanged(conversation));
        }
        return new Stamp(version);
    }
}
