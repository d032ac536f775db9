package messaging.inbox;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import messaging.conversation.Conversation;
import messaging.conversation.ConversationAccess;
import messaging.conversation.ConversationNotFound;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;

/**
 * Moves users' read pointers and changes their preferences. It waits only for requests of the same user: it locks their
 * entry, and reads the conversation afterwards. A message that is sent meanwhile is counted either by the transaction that
 * holds the entry or by the one that waits for it.
 */
@Stateless
public class ReadService {
    private static final String SEQ = "seq";

    private final ConversationAccess access;
    private final InboxEntries entries;
    private final InboxStateViews states;
    private final Event<ReadReceiptAdvanced> receiptAdvanced;
    private final Event<InboxChanged> inboxChanged;
    private final Clock clock;

    /** For the container. */
    public ReadService() {
        this(null, null, null, null, null, null);
    }

    @Inject
    ReadService(
            ConversationAccess access,
            InboxEntries entries,
            InboxStateViews states,
            Event<ReadReceiptAdvanced> receiptAdvanced,
            Event<InboxChanged> inboxChanged,
            Clock clock) {
        this.access = access;
        this.entries = entries;
        this.states = states;
        this.receiptAdvanced = receiptAdvanced;
        this.inboxChanged = inboxChanged;
        this.clock = clock;
    }

    /**
     * Marks all messages up to a number as read. A number before the read pointer changes nothing.
     *
     * @param id of the conversation
     * @param caller id of a participant
     * @param seq number of the message
     * @return the caller's read state
     * @throws ConversationNotFound if the caller is not a participant
     * @throws InvalidInput if the message was not sent yet
     */
    public ReadStateView markRead(long id, long caller, long seq) {
        var participant = access.requireParticipant(id, caller);
        var entry = entries.lock(participant);
        var conversation = access.requireConversation(id);
        requireSent(seq, conversation);
        if (seq > ReadPosition.of(conversation, participant, entry).readSeq()) {
            var now = clock.instant();
            // No message comes after the latest one.
            var ownAfter = seq == conversation.lastSeq() ? 0 : entries.countOwnAfter(id, caller, seq);
            if (entry.markRead(seq, ownAfter, now)) {
                receiptAdvanced.fire(new ReadReceiptAdvanced(id, caller, participant.joinedSeq() + 1, seq, now));
            }
            inboxChanged.fire(new InboxChanged(id, caller));
        }
        return states.readState(ReadPosition.of(conversation, participant, entry));
    }

    /**
     * Marks a message and all later ones as unread. The read receipt that other participants see does not change.
     *
     * @param id of the conversation
     * @param caller id of a participant
     * @param seq number of the message
     * @return the caller's read state
     * @throws ConversationNotFound if the caller is not a participant
     * @throws InvalidInput if the message was not sent yet, or the caller cannot see it
     */
    public ReadStateView markUnread(long id, long caller, long seq) {
        var participant = access.requireParticipant(id, caller);
        var entry = entries.lock(participant);
        var conversation = access.requireConversation(id);
        requireSent(seq, conversation);
        var first = participant.firstVisibleSeq(conversation.history());
        if (seq < first) {
            throw new InvalidInput(SEQ, ErrorCode.TOO_SMALL, Map.of(FieldError.MIN, first));
        }
        if (seq <= ReadPosition.of(conversation, participant, entry).readSeq()) {
            entry.markUnread(seq - 1, entries.countOwnAfter(id, caller, seq - 1));
            inboxChanged.fire(new InboxChanged(id, caller));
        }
        return states.readState(ReadPosition.of(conversation, participant, entry));
    }

    /**
     * Changes the caller's preferences for a conversation.
     *
     * @param id of the conversation
     * @param caller id of a participant
     * @param changes requested changes
     * @return the preferences
     * @throws ConversationNotFound if the caller is not a participant
     */
    public PreferencesView updatePreferences(long id, long caller, PreferenceChanges changes) {
        var participant = access.requireParticipant(id, caller);
        var entry = entries.lock(participant);
        access.requireConversation(id);
        var before = PreferencesView.of(entry);
        changes.muted().value().ifPresent(entry::mute);
        changes.archived().value().ifPresent(entry::archive);
        changes.pinned().value().ifPresent(entry::pin);
        changes.muteAllMentions().value().ifPresent(entry::muteAllMentions);
        var after = PreferencesView.of(entry);
        if (!after.equals(before)) {
            inboxChanged.fire(new InboxChanged(id, caller));
        }
        return after;
    }

    private static void requireSent(long seq, Conversation conversation) {
        if (seq > conversation.lastSeq()) {
            throw new InvalidInput(SEQ, ErrorCode.TOO_LARGE, Map.of(FieldError.MAX, conversation.lastSeq()));
        }
    }
}
