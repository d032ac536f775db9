package messaging.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import messaging.problem.Forbidden;
import messaging.problem.InvalidInput;
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
    record Held(Conversation conversation, Participant caller) {
        /** Refuses what no two people can do to their conversation. */
        Held requireGroup() {
            if (conversation.isDirect()) {
                throw new Forbidden("A direct conversation stays as it is: nobody joins, leaves, names or deletes it.");
            }
            return this;
        }

        Held requireOwner() {
            if (caller.role() != Role.OWNER) {
                throw new Forbidden("Only the owner of the conversation may do this.");
            }
            return this;
        }

        Held requireAdministrator() {
            if (!caller.role().administers()) {
                throw new Forbidden("Only the owner and the administrators of the conversation may do this.");
            }
            return this;
        }

        void requireMayRemove(Participant other) {
            if (!caller.role().mayRemove(other.role())) {
                throw new Forbidden("Members are removed by the owner and the administrators, administrators by the"
                        + " owner, and the owner by nobody.");
            }
        }
    }

    Participant require(long conversation, long user) {
        return conversations
                .participation(conversation, user)
                .orElseThrow(() -> new ConversationNotFound(conversation));
    }

    Held lock(long id, long caller) {
        // Nobody outside may hold up a conversation by asking for its lock.
        require(id, caller);
        var conversation = conversations.lock(id).orElseThrow(() -> new ConversationNotFound(id));
        // And whoever held it before may have removed the caller.
        return new Held(conversation, require(id, caller));
    }

    /**
     * The accounts behind some ids.
     *
     * @param field what to name if there is something wrong with them
     * @param ids who shall join
     * @param besides how many are in the conversation already
     * @throws InvalidInput if they are too many, or some of them do not exist
     */
    List<User> newcomers(String field, Collection<Long> ids, long besides) {
        var most = settings.conversations().maxParticipants();
        if (ids.size() + besides > most) {
            throw new InvalidInput(field, "must be at most " + most + " together with the owner");
        }
        var found = users.findActive(ids);
        var known = found.stream().map(User::id).collect(Collectors.toSet());
        var unknown = ids.stream()
                .filter(id -> !known.contains(id))
                .sorted()
                .map(Object::toString)
                .toList();
        if (!unknown.isEmpty()) {
            throw new InvalidInput(field, "unknown users: " + String.join(", ", unknown));
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
