package messaging.inbox;

import java.util.Optional;
import java.util.OptionalLong;
import messaging.conversation.Conversation;
import messaging.conversation.Participant;

/**
 * Where somebody stands in a conversation, as far as it can be told without looking at messages.
 *
 * @param conversation id of the conversation
 * @param user id of the account
 * @param lastSeq number of the latest message
 * @param deletedCount how many of all messages are deleted
 * @param firstVisibleSeq the first message that they may see
 * @param readSeq up to which they have read; never before what they may see
 * @param ownAfter how many of their own messages come after it; empty if they must be counted
 */
record Position(
        long conversation,
        long user,
        long lastSeq,
        long deletedCount,
        long firstVisibleSeq,
        long readSeq,
        OptionalLong ownAfter) {

    static Position of(Conversation conversation, Participant participant, Optional<InboxEntry> entry) {
        var hidden = conversation.firstVisibleSeq(participant) - 1;
        var pointer = entry.map(InboxEntry::readSeq).orElse(participant.joinedSeq());
        // A pointer can be before what may be seen: it was put back, and then the history was hidden. Their own
        // messages
        // between the two are hidden as well, so what the entry has counted is no use.
        return new Position(
                conversation.id(),
                participant.userId(),
                conversation.lastSeq(),
                conversation.deletedCount(),
                hidden + 1,
                Math.max(pointer, hidden),
                pointer < hidden
                        ? OptionalLong.empty()
                        : OptionalLong.of(entry.map(InboxEntry::ownAfter).orElse(0L)));
    }

    /** What is unread if nothing after the pointer is deleted. */
    long unreadAtMost() {
        return lastSeq - readSeq - ownAfter.orElse(0);
    }

    /** Whether something is unread whatever is deleted. */
    boolean isSurelyUnread() {
        return ownAfter.isPresent() && unreadAtMost() > deletedCount;
    }

    long unread(Tail tail) {
        // What was read one after the other may not be of one moment: the pointer can be past the latest message.
        return Math.max(0, lastSeq - readSeq - tail.ownAfter() - tail.deletedOfOthers());
    }
}
