package messaging.conversation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import messaging.RecordingEvent;
import messaging.idempotency.ClientId;
import messaging.user.ExampleUser;

/** The repository of conversations without a database, for tests of services. */
public final class InMemoryConversations extends Conversations {
    private final RecordingEvent<ConversationChanged> changed = new RecordingEvent<>();
    private final Map<Long, Conversation> conversations = new HashMap<>();
    private final List<Participant> participants = new ArrayList<>();
    private final Map<ClientId, Conversation> byClientId = new HashMap<>();
    private ClientId nextClientId;

    /**
     * Adds a participant.
     *
     * @param conversation id of the conversation
     * @param user id of the account
     * @param role of the participant
     */
    public void join(long conversation, long user, Role role) {
        var joined = conversations.get(conversation);
        add(Participant.join(
                joined,
                ExampleUser.of(user, "user" + user),
                role,
                new Stamp(joined.version()),
                joined.updatedAt().plusSeconds(participants.size())));
    }

    /**
     * Adds a conversation.
     *
     * @param conversation with an id
     */
    public void store(Conversation conversation) {
        conversations.put(conversation.id(), conversation);
    }

    /** Associates the next conversation with a client id, whose column is not readable. */
    void expect(ClientId clientId) {
        nextClientId = clientId;
    }

    /** Returns the events of changed conversations. */
    List<ConversationChanged> changes() {
        return changed.fired();
    }

    @Override
    LockedConversation add(Conversation conversation) {
        ExampleConversation.assignId(conversation, conversations.size() + 1L);
        store(conversation);
        if (nextClientId != null) {
            byClientId.put(nextClientId, conversation);
        }
        return new LockedConversation(conversation, changed);
    }

    @Override
    void add(Participant participant) {
        participants.add(participant);
    }

    @Override
    public void flush() {
        // Changes are visible at once.
    }

    @Override
    public Optional<Participant> findParticipant(long id, long user) {
        return findCurrentOrFormerParticipant(id, user).filter(Participant::isActive);
    }

    @Override
    public Optional<Conversation> find(long id) {
        return Optional.ofNullable(conversations.get(id)).filter(found -> !found.isDeleted());
    }

    @Override
    Optional<LockedConversation> lock(long id) {
        return find(id).map(conversation -> new LockedConversation(conversation, changed));
    }

    @Override
    Optional<Conversation> findByClientId(long creator, ClientId id) {
        return Optional.ofNullable(byClientId.get(id));
    }

    @Override
    Optional<Conversation> findDirect(long user, long other) {
        return conversations.values().stream()
                .filter(Conversation::isDirect)
                .filter(direct -> findParticipant(direct.id(), user).isPresent()
                        && findParticipant(direct.id(), other).isPresent())
                .findFirst();
    }

    @Override
    Optional<Participant> findCurrentOrFormerParticipant(long id, long user) {
        return participants.stream()
                .filter(participant -> participant.conversationId() == id && participant.userId() == user)
                .findFirst();
    }

    @Override
    long countParticipants(long id) {
        return participants(id).size();
    }

    @Override
    List<Long> groupIdsOwnedBy(long user) {
        return conversations.keySet().stream()
                .filter(id ->
                        findOwner(id).filter(owner -> owner.userId() == user).isPresent())
                .toList();
    }

    @Override
    List<Long> groupIdsOf(long user) {
        return conversations.keySet().stream()
                .filter(id -> findParticipant(id, user).isPresent())
                .toList();
    }

    @Override
    Optional<Participant> findOwner(long id) {
        return participants(id).stream()
                .filter(participant -> participant.role() == Role.OWNER)
                .findFirst();
    }

    @Override
    List<Participant> currentAndFormerParticipants(long id) {
        return participants.stream()
                .filter(participant -> participant.conversationId() == id)
                .toList();
    }

    @Override
    List<Participant> participants(long id) {
        return currentAndFormerParticipants(id).stream()
                .filter(Participant::isActive)
                .toList();
    }
}
