package messaging.inbox;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import messaging.conversation.Conversation;
import messaging.conversation.ConversationNotFound;
import messaging.conversation.Conversations;
import messaging.conversation.Participant;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;

/**
 * What somebody reads and how they updatePreferences their conversations. It waits for nobody but the same person's other devices:
 * only their entry is locked, and before the conversation is read, so that a message that comes meanwhile is counted
 * either by whoever holds the entry or by whoever waits for it.
 */
@Stateless
public class ReadService {
    @Inject
    private Conversations conversations;

    @Inject
    private InboxEntries entries;

    @Inject
    private Event<ReadReceiptAdvanced> moved;

    @Inject
    private Event<InboxChanged> changed;

    @Inject
    private Clock clock;

    /**
     * Marks everything up to a message as read. What was read before stays read.
     *
     * @param id of the conversation
     * @param caller who must be in it
     * @param seq number of the message
     * @return how far the caller has read now
     * @throws ConversationNotFound if it is none of the caller's
     * @throws InvalidInput if there is no such message yet
     */
    public ReadStateView markRead(long id, long caller, long seq) {
        var participant = participant(id, caller);
        var entry = entries.lock(participant);
        var conversation = conversation(id);
        requireSent(seq, conversation);
        if (seq > ReadPosition.of(conversation, participant, Optional.of(entry)).readSeq()) {
            var now = clock.instant();
            // Nothing comes after the latest message.
            var ownAfter = seq == conversation.lastSeq() ? 0 : entries.ownAfter(id, caller, seq);
            if (entry.markRead(seq, ownAfter, now)) {
                moved.fire(new ReadReceiptAdvanced(id, caller, participant.joinedSeq() + 1, seq, now));
            }
            changed.fire(new InboxChanged(id, caller));
        }
        return state(ReadPosition.of(conversation, participant, Optional.of(entry)));
    }

    /**
     * Marks a message and all after it as unread. The receipt that others see stays.
     *
     * @param id of the conversation
     * @param caller who must be in it
     * @param seq number of the message
     * @return how far the caller has read now
     * @throws ConversationNotFound if it is none of the caller's
     * @throws InvalidInput if there is no such message that the caller may see
     */
    public ReadStateView markUnread(long id, long caller, long seq) {
        var participant = participant(id, caller);
        var entry = entries.lock(participant);
        var conversation = conversation(id);
        requireSent(seq, conversation);
        var first = conversation.firstVisibleSeq(participant);
        if (seq < first) {
            throw new InvalidInput("seq", ErrorCode.TOO_SMALL, Map.of(FieldError.MIN, first));
        }
        if (seq
                <= ReadPosition.of(conversation, participant, Optional.of(entry))
                        .readSeq()) {
            entry.markUnread(seq - 1, entries.ownAfter(id, caller, seq - 1));
            changed.fire(new InboxChanged(id, caller));
        }
        return state(ReadPosition.of(conversation, participant, Optional.of(entry)));
    }

    /**
     * What is a user's own in a conversation.
     *
     * @param reads how far the user has read
     * @param preferences how the user keeps the conversation
     */
    public record InboxState(ReadStateView reads, PreferencesView preferences) {}

    /**
     * Returns what is a user's own in a conversation.
     *
     * @param id of the conversation
     * @param user id of the account
     * @return the state; empty if the user is not a participant
     */
    public Optional<InboxState> state(long id, long user) {
        return entries.own(id, user).map(own -> new InboxState(state(own.position()), own.preferences()));
    }

    /**
     * Changes how the caller keeps a conversation.
     *
     * @param id of the conversation
     * @param caller who must be in it
     * @param changes what changes
     * @return the preferences
     * @throws ConversationNotFound if it is none of the caller's
     */
    public PreferencesView updatePreferences(long id, long caller, PreferenceChanges changes) {
        var participant = participant(id, caller);
        var entry = entries.lock(participant);
        conversation(id);
        var before = PreferencesView.of(Optional.of(entry));
        changes.muted().value().ifPresent(entry::mute);
        changes.archived().value().ifPresent(entry::archive);
        changes.pinned().value().ifPresent(entry::pin);
        changes.muteAllMentions().value().ifPresent(entry::muteAllMentions);
        var after = PreferencesView.of(Optional.of(entry));
        if (!after.equals(before)) {
            changed.fire(new InboxChanged(id, caller));
        }
        return after;
    }

    /**
     * Returns the read receipts of a conversation: how far each participant has read who has moved their own read
     * pointer since they joined.
     *
     * @param id of the conversation
     * @param caller who must be in it
     * @param page which part
     * @param seq only receipts that cover this message; empty for all
     * @return the part, read with a constant number of statements
     * @throws ConversationNotFound if it is none of the caller's
     */
    public Slice<ReceiptView> receipts(long id, long caller, PageQuery page, OptionalLong seq) {
        participant(id, caller);
        conversation(id);
        var slice = conversations.participants(
                id, page, (builder, query, root) -> InboxEntries.hasReceipt(builder, query, root, seq));
        var found = entries.ofConversation(
                id, slice.items().stream().map(Participant::userId).toList());
        // An entry is missing if its participant left and came back between the two statements.
        return slice.mapAll(participants -> participants.stream()
                .flatMap(participant -> Optional.ofNullable(found.get(participant.userId()))
                        .flatMap(entry -> ReceiptView.of(participant, entry))
                        .stream())
                .toList());
    }

    private ReadStateView state(ReadPosition position) {
        return ReadStateView.of(position, entries.tail(position));
    }

    private static void requireSent(long seq, Conversation conversation) {
        if (seq > conversation.lastSeq()) {
            throw new InvalidInput("seq", ErrorCode.TOO_LARGE, Map.of(FieldError.MAX, conversation.lastSeq()));
        }
    }

    private Participant participant(long id, long user) {
        return conversations.findParticipant(id, user).orElseThrow(() -> new ConversationNotFound(id));
    }

    private Conversation conversation(long id) {
        return conversations.find(id).orElseThrow(() -> new ConversationNotFound(id));
    }
}
