package messaging.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

// S-PLUS-3
class UnreadConversationsTest {
    @Test
    void countersDecideUnlessDeletedOrOwnMessagesMatter() {
        var read = position(1, 10, 0, 10, OptionalLong.of(0));
        var onlyOwn = position(2, 10, 0, 8, OptionalLong.of(2));
        var unread = position(3, 10, 0, 5, OptionalLong.of(0));
        var moreThanDeleted = position(4, 10, 4, 5, OptionalLong.of(0));
        var perhapsDeleted = position(5, 10, 5, 5, OptionalLong.of(0));
        var perhapsOwn = position(6, 10, 0, 5, OptionalLong.empty());
        var found =
                UnreadConversations.among(List.of(read, onlyOwn, unread, moreThanDeleted, perhapsDeleted, perhapsOwn));
        assertEquals(List.of(3L, 4L), found.certain());
        assertEquals(List.of(perhapsDeleted, perhapsOwn), found.unresolved());
    }

    private static ReadPosition position(long id, long last, long deleted, long read, OptionalLong ownAfter) {
        return new ReadPosition(id, 7, last, deleted, 1, read, ownAfter);
    }
}
