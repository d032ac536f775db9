package messaging.conversation;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.problem.Forbidden;
import messaging.problem.InvalidInput;
import messaging.revision.IfMatch;
import messaging.settings.Settings;
import messaging.user.User;
import messaging.user.UserNotFound;
import messaging.user.Users;

/** Makes conversations and changes them. */
@Stateless
public class ConversationService {
    @Inject
    private Conversations conversations;

    @Inject
    private Users users;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    /**
     * A conversation as it was read, with what its entity tag is made of.
     *
     * @param view the conversation
     * @param revision counts its own edits
     */
    public record Revised(ConversationView view, long revision) {}

    /**
     * Begins a conversation; the creator owns it.
     *
     * @param creator id of the account
     * @param body checked for form
     * @return the conversation
     * @throws InvalidInput naming unknown participants
     */
    public Revised begin(long creator, NewConversation body) {
        var owner = users.find(creator).orElseThrow(() -> new UserNotFound(creator));
        var others = new HashSet<>(body.named());
        others.remove(creator);
        var members = existing(others, 1);
        var now = clock.instant();
        var conversation = Conversation.group(creator, body.titleIfAny(), History.ALL, now);
        conversations.add(conversation);
        join(conversation, owner, Role.OWNER, now);
        members.forEach(member -> join(conversation, member, Role.MEMBER, now));
        conversations.flush();
        return revised(conversation);
    }

    /**
     * A conversation of the caller's.
     *
     * @param id of the conversation
     * @param caller who must be in it
     * @return the conversation
     * @throws ConversationNotFound if it is none of the caller's
     */
    public Revised read(long id, long caller) {
        requireParticipant(id, caller);
        return revised(conversations.find(id).orElseThrow(() -> new ConversationNotFound(id)));
    }

    /**
     * The caller's conversations.
     *
     * @param caller who asks
     * @param page which part
     * @return the part, read with a constant number of statements
     */
    public Slice<ConversationView> list(long caller, PageQuery page) {
        var slice = conversations.page(caller, page);
        var participants = conversations
                .participants(slice.items().stream().map(Conversation::id).toList())
                .stream()
                .collect(Collectors.groupingBy(Participant::conversationId));
        return slice.map(conversation -> ConversationView.of(conversation, participants.get(conversation.id())));
    }

    /**
     * Changes a conversation.
     *
     * @param id of the conversation
     * @param caller who must own it
     * @param changes what changes
     * @param condition on the revision
     * @return the changed conversation
     * @throws ConversationNotFound if it is none of the caller's
     * @throws Forbidden if the caller does not own it
     * @throws InvalidInput naming unknown participants
     */
    public Revised change(long id, long caller, ConversationChanges changes, IfMatch condition) {
        var conversation = lockOwned(id, caller, condition);
        if (!isChange(conversation, changes)) {
            return revised(conversation);
        }
        var now = clock.instant();
        conversation.edited(now);
        changes.title().ifNamed(conversation::rename);
        changes.named().value().ifPresent(named -> replaceParticipants(conversation, named, now));
        conversations.flush();
        return revised(conversation);
    }

    /**
     * Deletes a conversation for everybody.
     *
     * @param id of the conversation
     * @param caller who must own it
     * @param condition on the revision
     * @throws ConversationNotFound if it is none of the caller's
     * @throws Forbidden if the caller does not own it
     */
    public void delete(long id, long caller, IfMatch condition) {
        lockOwned(id, caller, condition).delete(clock.instant());
    }

    private boolean isChange(Conversation conversation, ConversationChanges changes) {
        return changes.title().isNamed() && !changes.title().value().equals(conversation.title())
                || changes.named()
                        .value()
                        .filter(named -> !isPresent(conversation, named))
                        .isPresent();
    }

    // The owner takes part whether named or not.
    private boolean isPresent(Conversation conversation, Set<Long> named) {
        var present = conversations.participants(List.of(conversation.id()));
        var others = present.stream()
                .filter(participant -> participant.role() != Role.OWNER)
                .map(Participant::userId)
                .collect(Collectors.toSet());
        var all = present.stream().map(Participant::userId).collect(Collectors.toSet());
        return all.containsAll(named) && named.containsAll(others);
    }

    private Conversation lockOwned(long id, long caller, IfMatch condition) {
        // Nobody outside may hold up a conversation by asking for its lock.
        requireParticipant(id, caller);
        var conversation = conversations.lock(id).orElseThrow(() -> new ConversationNotFound(id));
        if (requireParticipant(id, caller).role() != Role.OWNER) {
            throw new Forbidden("Only the owner of the conversation may do this.");
        }
        condition.require(conversation.revision());
        return conversation;
    }

    private Participant requireParticipant(long id, long caller) {
        return conversations.participation(id, caller).orElseThrow(() -> new ConversationNotFound(id));
    }

    private void replaceParticipants(Conversation conversation, Set<Long> named, Instant now) {
        Map<Long, Participant> ever = conversations.everParticipants(conversation.id()).stream()
                .collect(Collectors.toMap(Participant::userId, Function.identity(), (a, b) -> a, HashMap::new));
        var newcomers = named.stream()
                .filter(user -> !ever.containsKey(user) || !ever.get(user).isActive())
                .collect(Collectors.toSet());
        var staying = ever.values().stream()
                .filter(Participant::isActive)
                .filter(participant -> named.contains(participant.userId()) || participant.role() == Role.OWNER)
                .count();
        for (var newcomer : existing(newcomers, staying)) {
            if (ever.containsKey(newcomer.id())) {
                ever.get(newcomer.id()).rejoin(conversation, Role.MEMBER, now);
            } else {
                join(conversation, newcomer, Role.MEMBER, now);
            }
        }
        ever.values().stream()
                .filter(Participant::isActive)
                .filter(participant -> participant.role() != Role.OWNER && !named.contains(participant.userId()))
                .forEach(participant -> participant.remove(conversation, now));
    }

    private List<User> existing(Collection<Long> ids, long besides) {
        var most = settings.conversations().maxParticipants();
        if (ids.size() + besides > most) {
            throw new InvalidInput("participants", "must be at most " + most + " together with the owner");
        }
        var found = users.findActive(ids);
        var known = found.stream().map(User::id).collect(Collectors.toSet());
        var unknown = ids.stream()
                .filter(id -> !known.contains(id))
                .sorted()
                .map(Object::toString)
                .toList();
        if (!unknown.isEmpty()) {
            throw new InvalidInput("participants", "unknown users: " + String.join(", ", unknown));
        }
        return found;
    }

    private void join(Conversation conversation, User user, Role role, Instant now) {
        conversations.add(Participant.join(conversation, user, role, now));
    }

    private Revised revised(Conversation conversation) {
        var participants = conversations.participants(List.of(conversation.id()));
        return new Revised(ConversationView.of(conversation, participants), conversation.revision());
    }
}
