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
import messaging.problem.InvalidInput;
import messaging.settings.Settings;
import messaging.user.User;
import messaging.user.Users;

/** Adds users to conversations, and checks that their accounts allow it. */
@ApplicationScoped
class Membership {
    private final Conversations conversations;
    private final Users users;
    private final Settings settings;
    private final Event<ParticipantJoined> joined;

    /** For CDI's proxy. */
    protected Membership() {
        this(null, null, null, null);
    }

    @Inject
    Membership(Conversations conversations, Users users, Settings settings, Event<ParticipantJoined> joined) {
        this.conversations = conversations;
        this.users = users;
        this.settings = settings;
        this.joined = joined;
    }

    /**
     * Requires that a user can own or administer a group: the account is active, and stays active until the transaction
     * ends.
     *
     * @throws ParticipantDeactivated if it is not
     */
    void requireActive(long user) {
        if (!users.lockIfActive(user)) {
            throw new ParticipantDeactivated(user);
        }
    }

    /**
     * Returns the accounts of users who are to join.
     *
     * @param field name of the field that an error refers to
     * @param ids of the accounts
     * @param existing number of current participants beside them
     * @throws InvalidInput if the conversation would have too many participants, or an account is missing or inactive
     */
    List<User> requireActiveUsers(String field, Collection<Long> ids, long existing) {
        var max = settings.conversations().maxParticipants();
        if (ids.size() + existing > max) {
            throw new InvalidInput(field, ErrorCode.TOO_MANY_PARTICIPANTS, Map.of(FieldError.MAX, max));
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
     * Adds a user to an existing conversation.
     *
     * @param former the user's earlier participation; empty if there is none
     * @param stamp of the edit that adds the user
     * @return the participant
     */
    Participant join(
            Conversation conversation, User user, Role role, Optional<Participant> former, Stamp stamp, Instant now) {
        var participant = former.orElseGet(() -> Participant.join(conversation, user, role, stamp, now));
        former.ifPresentOrElse(
                returning -> returning.rejoin(conversation, role, stamp, now), () -> conversations.add(participant));
        joined.fire(new ParticipantJoined(conversation.id(), user.id(), conversation.lastSeq()));
        return participant;
    }
}
