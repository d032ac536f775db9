package messaging.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import messaging.conversation.Conversation;
import messaging.conversation.ConversationAccess;
import messaging.conversation.ConversationNotFound;
import messaging.conversation.ExampleConversation;
import messaging.conversation.InMemoryConversations;
import messaging.conversation.Role;
import messaging.idempotency.ClientId;
import messaging.idempotency.ClientIdReused;
import messaging.json.Change;
import messaging.problem.Forbidden;
import messaging.problem.ProblemType;
import messaging.revision.IfMatch;
import messaging.revision.RevisionMismatch;
import messaging.user.ExampleUser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

// S-API-8, S-PLUS-4, S-PLUS-8
class MessageServiceTest {
    private static final Instant NOW = Instant.parse("2026-01-31T09:30:00.123456Z");
    private static final long GROUP = 7;
    private static final long OWNER = 1;
    private static final long ADMIN = 2;
    private static final long SENDER = 3;
    private static final long MEMBER = 4;
    private static final long STRANGER = 9;
    private static final IfMatch ANY = IfMatch.orAny(null);
    private static final Emoji THUMBS_UP = new Emoji("👍");

    private final Conversation group = ExampleConversation.of(GROUP, NOW);
    private final InMemoryConversations conversations = new InMemoryConversations();
    private final StoredMessages messages = new StoredMessages();
    private final StoredReactions reactions = new StoredReactions();
    private final RecordedMentions mentions = new RecordedMentions();
    private final ConversationAccess access = new ConversationAccess(conversations);
    private final Clock clock = Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC);
    private final MessageService service =
            new MessageService(null, messages, mentions, reactions, new PlainDetails(), access, clock);
    private final ReactionService reactionService = new ReactionService(messages, reactions, access, clock);

    @BeforeEach
    void createGroup() {
        conversations.store(group);
        conversations.join(GROUP, OWNER, Role.OWNER);
        conversations.join(GROUP, ADMIN, Role.ADMIN);
        conversations.join(GROUP, SENDER, Role.MEMBER);
        conversations.join(GROUP, MEMBER, Role.MEMBER);
    }

    @Test
    void senderCanEditTheMessage() {
        var message = send("one", Optional.empty());
        var edited = service.edit(GROUP, message.id(), SENDER, content("two"), ANY);
        assertEquals("two", edited.view().content());
        assertEquals(2, edited.revision());
        assertEquals(3, edited.view().version());
        assertEquals(NOW.plusSeconds(60), edited.view().updatedAt());
        assertEquals(1, messages.revisions.size());
        assertEquals(List.of("one"), mentions.replaced);
    }

    @Test
    void otherParticipantsCannotEditTheMessage() {
        var message = send("one", Optional.empty());
        for (var user : List.of(OWNER, ADMIN, MEMBER)) {
            assertForbidden(ProblemType.NOT_SENDER, () -> service.edit(GROUP, message.id(), user, content("two"), ANY));
        }
        assertEquals(2, group.version());
    }

    @Test
    void editWithTheSameContentChangesNothing() {
        var message = send("one", Optional.empty());
        assertEquals(
                1,
                service.edit(GROUP, message.id(), SENDER, content("one"), ANY).revision());
        assertEquals(
                1,
                service.edit(GROUP, message.id(), SENDER, new MessageChanges(Change.absent()), ANY)
                        .revision());
        assertEquals(2, group.version());
    }

    @Test
    void editOfAnOutdatedRevisionIsRejected() {
        var message = send("one", Optional.empty());
        service.edit(GROUP, message.id(), SENDER, content("two"), ANY);
        assertThrows(
                RevisionMismatch.class,
                () -> service.edit(GROUP, message.id(), SENDER, content("three"), IfMatch.fromString("\"1\"")));
    }

    @Test
    void senderAndModeratorsCanDeleteTheMessage() {
        for (var user : List.of(SENDER, ADMIN, OWNER)) {
            var message = send("one", Optional.empty());
            service.delete(GROUP, message.id(), user, ANY);
            assertTrue(message.isDeleted());
            assertEquals(Optional.of(user), message.deletedBy());
            assertEquals(group.version(), message.version());
        }
        assertEquals(3, group.deletedCount());
    }

    @Test
    void memberCannotDeleteTheMessageOfAnotherParticipant() {
        var message = send("one", Optional.empty());
        assertForbidden(ProblemType.DELETION_NOT_ALLOWED, () -> service.delete(GROUP, message.id(), MEMBER, ANY));
    }

    @Test
    void deletedMessageIsNotFound() {
        var message = send("one", Optional.empty());
        service.delete(GROUP, message.id(), SENDER, ANY);
        assertThrows(MessageNotFound.class, () -> service.delete(GROUP, message.id(), SENDER, ANY));
        assertThrows(MessageNotFound.class, () -> service.edit(GROUP, message.id(), SENDER, content("x"), ANY));
    }

    @Test
    void strangerCannotFindTheConversation() {
        var message = send("one", Optional.empty());
        assertThrows(ConversationNotFound.class, () -> service.edit(GROUP, message.id(), STRANGER, content("x"), ANY));
        assertThrows(ConversationNotFound.class, () -> service.delete(GROUP, message.id(), STRANGER, ANY));
        assertThrows(ConversationNotFound.class, () -> reactionService.put(GROUP, message.id(), STRANGER, THUMBS_UP));
    }

    @Test // S-PLUS-1
    void laterParticipantCannotFindHiddenMessages() {
        var message = send("one", Optional.empty());
        ExampleConversation.hideHistory(group);
        conversations.join(GROUP, 5, Role.ADMIN);
        assertThrows(MessageNotFound.class, () -> service.delete(GROUP, message.id(), 5, ANY));
    }

    @Test
    void repeatedRequestReturnsTheCurrentMessage() {
        var key = new ClientId("7f0c3a52-1");
        var message = send("one", Optional.of(key));
        service.edit(GROUP, message.id(), SENDER, content("two"), ANY);
        var repeated = service.findRepeated(GROUP, SENDER, new NewMessage("one", key.value(), null));
        assertEquals("two", repeated.value().view().content());
        assertEquals(2, repeated.value().revision());
    }

    @Test
    void differentRequestWithTheSameKeyIsRejected() {
        var key = new ClientId("7f0c3a52-1");
        send("one", Optional.of(key));
        assertThrows(
                ClientIdReused.class,
                () -> service.findRepeated(GROUP, SENDER, new NewMessage("two", key.value(), null)));
    }

    @Test
    void repeatedRequestForADeletedMessageIsGone() {
        var key = new ClientId("7f0c3a52-1");
        var message = send("one", Optional.of(key));
        service.delete(GROUP, message.id(), SENDER, ANY);
        assertThrows(
                MessageDeleted.class,
                () -> service.findRepeated(GROUP, SENDER, new NewMessage("one", key.value(), null)));
    }

    @Test
    void secondEqualReactionIsTheFirst() {
        var message = send("one", Optional.empty());
        assertTrue(reactionService.add(GROUP, message.id(), MEMBER, THUMBS_UP).isNew());
        assertEquals(3, message.version());
        assertEquals(
                false,
                reactionService.add(GROUP, message.id(), MEMBER, THUMBS_UP).isNew());
        reactionService.put(GROUP, message.id(), MEMBER, THUMBS_UP);
        assertEquals(3, group.version(), "unchanged");
        assertEquals(1, message.revision(), "a reaction is not an edit");
    }

    @Test
    void messageHasAMaximumNumberOfEmoji() {
        var message = send("one", Optional.empty());
        reactions.used = new HashMap<>(Map.of("👍", false));
        for (int i = 1; i < ReactionService.MAX_EMOJI; i++) {
            reactions.used.put("emoji " + i, false);
        }
        reactionService.put(GROUP, message.id(), MEMBER, THUMBS_UP);
        assertThrows(TooManyReactions.class, () -> reactionService.put(GROUP, message.id(), MEMBER, new Emoji("🍕")));
    }

    @Test
    void removalOfAMissingReactionChangesNothing() {
        var message = send("one", Optional.empty());
        reactionService.remove(GROUP, message.id(), MEMBER, THUMBS_UP);
        assertEquals(2, group.version());
        reactionService.put(GROUP, message.id(), MEMBER, THUMBS_UP);
        reactionService.remove(GROUP, message.id(), MEMBER, THUMBS_UP);
        assertEquals(4, group.version());
        assertEquals(4, message.version());
    }

    private Message send(String content, Optional<ClientId> key) {
        ExampleConversation.countMessage(group, NOW);
        var message = Message.send(GROUP, SENDER, content, new MessageStamp(group.lastSeq(), group.version(), NOW));
        key.ifPresent(id -> message.withIdempotencyKey(id, new NewMessage(content, id.value(), null).requestHash()));
        set(message, "id", messages.all.size() + 1L);
        set(message, "sender", ExampleUser.of(SENDER, "kofi"));
        messages.all.add(message);
        return message;
    }

    private static void set(Message message, String name, Object value) {
        try {
            Field field = Message.class.getDeclaredField(name);
            field.setAccessible(true);
            field.set(message, value);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static MessageChanges content(String content) {
        return new MessageChanges(Change.to(content));
    }

    private static void assertForbidden(ProblemType type, Executable call) {
        assertEquals(type, assertThrows(Forbidden.class, call).type());
    }

    private static final class StoredMessages extends Messages {
        private final List<Message> all = new ArrayList<>();
        private final List<MessageRevision> revisions = new ArrayList<>();

        @Override
        void add(MessageRevision former) {
            revisions.add(former);
        }

        @Override
        Optional<Message> find(long conversation, long id, long firstVisibleSeq) {
            return all.stream()
                    .filter(message -> message.id() == id && !message.isDeleted() && message.seq() >= firstVisibleSeq)
                    .findFirst();
        }

        @Override
        Optional<Message> find(long conversation, long sender, ClientId clientId) {
            return all.stream()
                    .filter(message -> message.clientId().equals(Optional.of(clientId)))
                    .findFirst();
        }

        @Override
        void removeRevisions(Message message) {
            revisions.clear();
        }
    }

    private static final class StoredReactions extends Reactions {
        private final Map<String, Reaction> own = new HashMap<>();
        private Map<String, Boolean> used = new HashMap<>();

        @Override
        Optional<Reaction> find(Message message, long user, Emoji emoji) {
            return Optional.ofNullable(own.get(emoji.value()));
        }

        @Override
        Map<String, Boolean> emoji(Message message, long user) {
            return used;
        }

        @Override
        void add(Reaction reaction) {
            own.put(reaction.emoji(), reaction);
            used.put(reaction.emoji(), true);
        }

        @Override
        boolean remove(Message message, long user, Emoji emoji) {
            used.remove(emoji.value());
            return own.remove(emoji.value()) != null;
        }

        @Override
        void removeAll(Message message) {
            own.clear();
        }
    }

    private static final class RecordedMentions extends Mentions {
        private final List<String> replaced = new ArrayList<>();

        @Override
        void replace(Message message, String previous, boolean isDirect, Role role) {
            replaced.add(previous);
        }

        @Override
        void remove(Message message, String previous) {
            // No mentions are stored.
        }
    }

    /** Reads no mentions and no reactions. */
    private static final class PlainDetails extends MessageDetails {
        @Override
        public List<MessageView> addTo(List<MessageRow> rows) {
            return rows.stream().map(MessageRow::view).toList();
        }
    }
}
