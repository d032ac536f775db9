package messaging.conversation;

import messaging.problem.Forbidden;
import messaging.problem.ProblemType;

/**
 * A conversation that was locked for one of its participants, the caller. Its checks see the caller's role under the lock,
 * so no other transaction can change it meanwhile. Only {@link ConversationAccess} creates one.
 */
public final class ParticipantLock {
    private final LockedConversation locked;
    private final Participant caller;

    ParticipantLock(LockedConversation locked, Participant caller) {
        this.locked = locked;
        this.caller = caller;
    }

    /**
     * Returns the locked conversation.
     *
     * @return what changes need
     */
    public LockedConversation locked() {
        return locked;
    }

    /**
     * Returns the conversation.
     *
     * @return the entity of the transaction
     */
    public Conversation conversation() {
        return locked.conversation();
    }

    /**
     * Returns the caller.
     *
     * @return a current participant
     */
    public Participant caller() {
        return caller;
    }

    ParticipantLock requireGroup() {
        locked.requireGroup();
        return this;
    }

    ParticipantLock requireOwner() {
        if (caller.role() != Role.OWNER) {
            throw new Forbidden(ProblemType.OWNER_REQUIRED);
        }
        return this;
    }

    ParticipantLock requireAdministrator() {
        if (!caller.role().canAdminister()) {
            throw new Forbidden(ProblemType.CONVERSATION_ADMIN_REQUIRED);
        }
        return this;
    }

    void requireCanRemove(Participant other) {
        if (!caller.role().canRemove(other.role())) {
            throw new Forbidden(ProblemType.REMOVAL_NOT_ALLOWED);
        }
    }
}
