package messaging.event;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import messaging.event.Batch.Change;
import messaging.event.Batch.Membership;
import org.junit.jupiter.api.Test;

// S-PLUS-5
class FollowedTest {
    private static final long AMA = 1;
    private static final long KOFI = 2;

    private final Listeners listeners = new Listeners();
    private final Followed conversation = new Followed(5, 10);

    FollowedTest() {
        conversation.follow(AMA, 0, 10);
    }

    private void tell(long version, boolean active) {
        conversation.tell(
                new Batch(
                        5,
                        version - 1,
                        version,
                        false,
                        false,
                        Optional.empty(),
                        List.of(new Membership(KOFI, version, active, 0, version)),
                        List.of(new Change(version, 0, EventView.conversationDeleted(version)))),
                listeners,
                Optional.empty());
    }

    @Test
    void whoWasRemovedAfterTheirPartWasReadDoesNotFollow() {
        tell(11, false);
        assertFalse(conversation.follow(KOFI, 0, 10));
        assertFalse(conversation.followers().containsKey(KOFI));
    }

    @Test
    void whoCameBackFollows() {
        tell(11, false);
        assertTrue(conversation.follow(KOFI, 0, 12));
        tell(13, false);
        tell(14, true);
        assertTrue(conversation.follow(KOFI, 0, 13));
        assertTrue(conversation.followers().containsKey(KOFI));
    }
}
