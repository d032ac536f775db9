package messaging.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.problem.Forbidden;
import messaging.problem.InvalidInput;
import messaging.problem.ProblemType;
import messaging.settings.Settings;
import messaging.user.User;
import messaging.user.Users;

/** Who is in a conversation, and with which right they change it. */
@ApplicationScoped
class Membership {
    @Inject
    private Conversations conversations;

    @Inject
    private Users users;

    @Inject
    private Settings settings;

    @Inject
    private Event<ParticipantJoined> joined;

    /**
     * A conversation under its lock, and the part that the caller has in it.
     *
     * @param conversation locked until the transaction ends
     * @param caller takes part in it
     */
    record LockedConversation(Conversation conversation, Participant caller) {
        /** Refuses what no two people can do to their conversation. */
        LockedConversation requireGroup() {
            Membership.requireGroup(conversation);
            return this;
        }

        LockedConversation requireOwner() {
            if (caller.role() != Role.OWNER) {
                throw new Forbidden(ProblemType.OWNER_REQUIRED);
            }
            return this;
        }

        LockedConversation requireAdministrator() {
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

    /** Refuses what cannot be done to a direct conversation. */
    static void requireGroup(Conversation conversation) {
        if (conversation.isDirect()) {
            throw new DirectConversationImmutable();
        }
    }

    /**
     * Makes sure that a user may own or administer a group: their account is active, and stays so until the transaction
     * ends.
     *
     * @throws ParticipantDeactivated if it is not
     */
    void requireActive(long user) {
        if (!users.lockIfActive(user)) {
            throw new ParticipantDeactivated(user);
        }
    }

    Participant require(long conversation, long user) {
        return conversations
                .findParticipant(conversation, user)
                .orElseThrow(() -> new ConversationNotFound(conversation));
    }

    LockedConversation lock(long id, long caller) {
        // Nobody outside may hold up a conversation by asking for its lock.
        require(id, caller);
        var conversation = conversations.lock(id).orElseThrow(() -> new ConversationNotFound(id));
        // And whoever locked it before may have removed the caller.
        return new LockedConversation(conversation, require(id, caller));
    }

    /**
     * The accounts behind some ids.
     *
     * @param field what to name if there is something wrong with them
     * @param ids who shall join
     * @param besides how many are in the conversation already
     * @throws InvalidInput if they are too many, or some of them do not exist
     */
    List<User> requireActiveUsers(String field, Collection<Long> ids, long besides) {
        var most = settings.conversations().maxParticipants();
        if (ids.size() + besides > most) {
            throw new InvalidInput(field, ErrorCode.TOO_MANY_PARTICIPANTS, Map.of(FieldError.MAX, most));
        }
        var found = users.findActive(ids);
        var known = found.stream().map(User::id).collect(Collectors.toSet());
        var unknown = ids.stream().filter(id -> !known.contains(id)).sorted().toList();
        if (!unknown.isEmpty()) {
            throw new InvalidInput(field, ErrorCode.UNKNOWN_REFERENCE, Map.of("ids", unknown));
        }
        return found;
    }

    /**
     * Somebody joins a conversation that has raised its version for it.
     *
     * @param before their part in it until they were removed; empty if they never had one
     * @return their part
     */
    Participant join(Conversation conversation, User user, Role role, Optional<Participant> before, Instant now) {
        var participant = before.orElseGet(() -> Participant.join(conversation, user, role, now));
        before.ifPresentOrElse(
                returning -> returning.rejoin(conversation, role, now), () -> conversations.add(participant));
        joined.fire(new ParticipantJoined(conversation.id(), user.id(), conversation.lastSeq()));
        return participant;
    }
}
