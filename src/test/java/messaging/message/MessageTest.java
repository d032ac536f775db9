package messaging.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import messaging.conversation.Conversation;
import messaging.conversation.ExampleConversation;
import messaging.conversation.LockedConversation;
import messaging.json.Change;
import org.junit.jupiter.api.Test;

// S-API-8, S-PLUS-2
class MessageTest {
    private static final Instant START = Instant.parse("2026-01-31T09:30:00.123456Z");

    private final Conversation conversation = ExampleConversation.of(7, START);
    private final LockedConversation locked = ExampleConversation.lock(conversation);

    private Message send(String content, Instant at) {
        ExampleConversation.countMessage(conversation, at);
        return Message.send(7, 1, content, new MessageStamp(conversation.lastSeq(), conversation.version(), at));
    }

    @Test
    void newMessageHasTheNumbersAndTimeOfItsStamp() {
        var first = send("one", START.plusSeconds(5));
        assertEquals(7, first.conversationId());
        assertEquals(1, first.seq());
        assertEquals(2, first.version());
        assertEquals(2, first.sentVersion());
        assertEquals(1, first.revision());
        assertEquals(START.plusSeconds(5), first.createdAt());
        assertEquals(first.createdAt(), first.updatedAt());
    }

    @Test
    void editStoresTheRaisedVersion() {
        var message = send("one", START);
        send("two", START);
        message.edit("uno", locked.stampMessageChange(), START.plusSeconds(9));
        assertEquals(Optional.of("uno"), message.content());
        assertEquals(1, message.seq());
        assertEquals(4, message.version());
        assertEquals(4, conversation.version());
        assertEquals(2, message.revision());
        assertEquals(START, message.createdAt());
        assertEquals(START.plusSeconds(9), message.updatedAt());
        assertEquals(1, conversation.revision());
    }

    @Test
    void timeNeverRunsBackwards() {
        var message = send("one", START.plusSeconds(5));
        message.edit("uno", locked.stampMessageChange(), START);
        assertEquals(START.plusSeconds(5), message.updatedAt(), "a replica whose clock is behind");
    }

    @Test
    void deletionRemovesTheContentAndKeepsTheNumber() {
        var message = send("one", START);
        message.delete(2, locked.stampMessageDeletion(), START.plusSeconds(1));
        assertTrue(message.isDeleted());
        assertEquals(Optional.empty(), message.content());
        assertEquals(Optional.of(2L), message.deletedBy());
        assertEquals(1, message.seq());
        assertEquals(3, message.version());
        assertEquals(0, conversation.messageCount());
    }

    @Test
    void messageIsFromItsSenderOnly() {
        var message = send("one", START);
        assertTrue(message.isFrom(1));
        assertFalse(message.isFrom(2));
    }

    @Test
    void contentIsRequired() {
        assertThrows(NullPointerException.class, () -> send(null, START));
    }

    @Test // S-TEXT-3
    void contentRequiresAVisibleCharacter() {
        var validator = new MessageContent.Validator();
        assertTrue(validator.isValid(null, null), "null is for @NotNull");
        for (var text : List.of("", " ", "\n\r\n", "\u200b", "\u2800", "\u3164", "\u00ad\ufeff", "\ufe0f", "\u0301")) {
            assertFalse(
                    validator.isValid(text, null),
                    () -> text.codePoints().boxed().toList().toString());
        }
        for (var text : List.of(" x ", ".", "👍", "\u0001a", "ー", "\u2800x")) {
            assertTrue(validator.isValid(text, null), text);
        }
    }

    @Test
    void toStringOmitsTheContent() {
        assertFalse(new NewMessage("secret", null, null).toString().contains("secret"));
        assertFalse(new MessageChanges(Change.to("secret")).toString().contains("secret"));
    }
}
