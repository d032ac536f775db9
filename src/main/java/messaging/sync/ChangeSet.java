package messaging.sync;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import messaging.message.MessageSent;

/**
 * The changes of one conversation in a range of versions, as of one moment, and the rules that decide which of them a
 * participant receives.
 *
 * @param conversation ID of the conversation
 * @param from the version before the range
 * @param to the last version of the range
 * @param historyJoined whether participants see only the messages after they joined
 * @param deleted whether the conversation has been deleted
 * @param catchUpSeq number of the message before the first change, if the range has too many changes to list
 * @param memberships the participants who joined, changed or were removed in the range, as of that moment
 * @param changes ordered by version, without rows that have changed again since; if the range has too many changes, only those
 *     of participants and the deletion of the conversation
 */
public record ChangeSet(
        long conversation,
        long from,
        long to,
        boolean historyJoined,
        boolean deleted,
        Optional<Long> catchUpSeq,
        List<MembershipChange> memberships,
        List<Change> changes) {
    private static final String CATCH_UP = "/api/v1/conversations/%d/messages/?after=%d&ordering=seq";

    /** Copies the lists. */
    public ChangeSet {
        memberships = List.copyOf(memberships);
        changes = List.copyOf(changes);
    }

    /**
     * A change.
     *
     * @param version version of the conversation at the change
     * @param seq number of the message that changed; 0 for other changes
     * @param event the event for clients
     */
    public record Change(long version, long seq, EventView event) {
        /** Returns whether participants can see the change who see only the messages after a number. */
        boolean isAfter(long hiddenSeq) {
            return seq == 0 || seq > hiddenSeq;
        }
    }

    /**
     * A participant who joined, changed or was removed.
     *
     * @param user ID of the account
     * @param version version of the conversation at the change
     * @param active whether the user is a participant
     * @param joinedSeq number of the latest message when the user joined
     * @param joinedVersion version of the conversation when the user joined
     */
    public record MembershipChange(long user, long version, boolean active, long joinedSeq, long joinedVersion) {}

    /**
     * Returns the change set of a new message, from the data of its send.
     *
     * @param sent the send
     */
    public static ChangeSet of(MessageSent sent) {
        var message = sent.message();
        return new ChangeSet(
                message.conversation(),
                message.version() - 1,
                message.version(),
                // A participant who joined after the send has caught up with it, or may no longer see it.
                true,
                false,
                Optional.empty(),
                List.of(),
                List.of(new Change(message.version(), message.seq(), EventView.created(message))));
    }

    /**
     * Returns this change set extended by the one that follows it directly. Both contain new messages only.
     *
     * @param next starts at the last version of this one
     */
    public ChangeSet followedBy(ChangeSet next) {
        return new ChangeSet(
                conversation,
                from,
                next.to,
                next.historyJoined,
                false,
                Optional.empty(),
                List.of(),
                Stream.concat(changes.stream(), next.changes.stream()).toList());
    }

    /** Returns a gap in place of the changes of a range. The client reads the messages after a number instead. */
    static ChangesView gap(long conversation, long from, long to, long seq) {
        return ChangesView.gap(conversation, from, to, CATCH_UP.formatted(conversation, seq));
    }

    /** Returns whether the range is empty. */
    public boolean isEmpty() {
        return from >= to;
    }

    /**
     * Returns whether a participant receives {@link #forAll()}: their membership did not change in the range, and they can see
     * all messages in it.
     *
     * @param user ID of the account
     * @param joinedSeq number of the latest message when they joined
     */
    public boolean isCommon(long user, long joinedSeq) {
        return membershipChange(user).isEmpty() && !hidesChanges(joinedSeq);
    }

    /** Returns all changes. */
    public ChangesView forAll() {
        return view(0, from, to);
    }

    /**
     * Returns what a participant receives: the changes that they can see, until their removal if they were removed. If they
     * joined in the range, they receive that they joined, and then the changes after it.
     *
     * @param user ID of the account
     * @param joinedSeq number of the latest message when they joined, as known before the range
     * @return the frames, in order
     */
    public List<ChangesView> forUser(long user, long joinedSeq) {
        var own = membershipChange(user);
        if (own.isEmpty()) {
            return List.of(view(hiddenSeq(joinedSeq), from, to));
        }
        var membership = own.get();
        var hiddenSeq = hiddenSeq(membership.joinedSeq());
        if (!membership.active()) {
            return List.of(removalView(membership, hiddenSeq));
        }
        var joined = membership.joinedVersion();
        if (joined <= from) {
            return List.of(view(hiddenSeq, from, to));
        }
        return joined < to
                ? List.of(ChangesView.joined(conversation, joined), view(hiddenSeq, joined, to))
                : List.of(ChangesView.joined(conversation, joined));
    }

    private Optional<MembershipChange> membershipChange(long user) {
        return memberships.stream()
                .filter(membership -> membership.user() == user)
                .findFirst();
    }

    private boolean hidesChanges(long joinedSeq) {
        return historyJoined
                && (catchUpSeq.isPresent()
                        || changes.stream().anyMatch(change -> change.seq() > 0 && change.seq() <= joinedSeq));
    }

    private long hiddenSeq(long joinedSeq) {
        return historyJoined ? joinedSeq : 0;
    }

    private ChangesView view(long hiddenSeq, long since, long until) {
        // A deleted conversation cannot be loaded.
        if (catchUpSeq.isPresent() && deleted) {
            return ChangesView.changes(
                    conversation, since, to, events(change -> change.event().deletesConversation()));
        }
        if (catchUpSeq.isPresent() && until == to) {
            return gap(conversation, since, to, Math.max(hiddenSeq, catchUpSeq.get()));
        }
        return ChangesView.changes(
                conversation,
                since,
                until,
                events(change -> change.version() > since && change.version() <= until && change.isAfter(hiddenSeq)));
    }

    // The removal and the changes before it. Other changes of the same version are for the remaining participants. If
    // the
    // range has too many changes, the earlier ones are not needed: the client discards the conversation.
    private ChangesView removalView(MembershipChange membership, long hiddenSeq) {
        var removal = membership.version();
        return ChangesView.changes(
                conversation,
                from,
                removal,
                events(change -> change.version() == removal && change.event().removes(membership.user())
                        || change.version() < removal && catchUpSeq.isEmpty() && change.isAfter(hiddenSeq)));
    }

    private List<EventView> events(Predicate<Change> condition) {
        return changes.stream().filter(condition).map(Change::event).toList();
    }
}
