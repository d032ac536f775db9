package messaging.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

// S-PLUS-3
class ReadPositionTest {
    @Test
    void pointerPastTheLatestMessageHasNoUnreadMessages() {
        var position = new ReadPosition(5, 1, 10, 0, 1, 12, OptionalLong.of(0));
        assertEquals(0, position.unreadCount(new UnreadSummary(5, 0, 0)));
    }

    @Test
    void ownAndDeletedMessagesAreNotUnread() {
        var position = new ReadPosition(5, 1, 10, 2, 1, 4, OptionalLong.of(1));
        assertEquals(3, position.unreadCount(new UnreadSummary(5, 2, 1)));
    }
}
