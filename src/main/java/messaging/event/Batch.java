package messaging.event;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import messaging.message.MessageSent;

/**
 * The changes of one conversation in a range of versions, read at one moment, and who may see which of them.
 *
 * @param conversation id of the conversation
 * @param from the version before the range
 * @param to the last version of the range
 * @param historyJoined whether participants see only what came after they joined
 * @param deleted whether the conversation has ended
 * @param catchUpSeq for a range that is too long to be told: the message before its first one
 * @param memberships whose part in the conversation changed, as it was at that moment
 * @param changes in the order of their versions, without rows that have changed again since; for a range that is too
 *     long only those of participants and the end of the conversation
 */
record Batch(
        long conversation,
        long from,
        long to,
        boolean historyJoined,
        boolean deleted,
        Optional<Long> catchUpSeq,
        List<Membership> memberships,
        List<Change> changes) {
    private static final String CATCH_UP = "/api/v1/conversations/%d/messages/?after=%d&ordering=seq";

    /** Copies the lists. */
    Batch {
        memberships = List.copyOf(memberships);
        changes = List.copyOf(changes);
    }

    /**
     * A change.
     *
     * @param version of the conversation at the change
     * @param seq number of the message that changed; 0 if none did
     * @param event for clients
     */
    record Change(long version, long seq, EventView event) {
        /** Whether somebody may see it who sees only messages after one. */
        boolean isAfter(long hidden) {
            return seq == 0 || seq > hidden;
        }
    }

    /**
     * Somebody's part in the conversation.
     *
     * @param user id of the account
     * @param version of the conversation at the change
     * @param active whether they take part
     * @param joinedSeq the latest message when they joined
     * @param joinedVersion the conversation's version when they joined
     */
    record Membership(long user, long version, boolean active, long joinedSeq, long joinedVersion) {}

    /** Returns the change that a new message is, from the data of its send. */
    static Batch of(MessageSent sent) {
        var message = sent.message();
        return new Batch(
                message.conversation(),
                message.version() - 1,
                message.version(),
                // A participant who joined after the send has caught up with it, or may not see it by now.
                true,
                false,
                Optional.empty(),
                List.of(),
                List.of(new Change(message.version(), message.seq(), EventView.created(message))));
    }

    /** Returns this batch extended by the one that follows it directly; both have new messages only. */
    Batch followedBy(Batch next) {
        return new Batch(
                conversation,
                from,
                next.to,
                next.historyJoined,
                false,
                Optional.empty(),
                List.of(),
                Stream.concat(changes.stream(), next.changes.stream()).toList());
    }

    /** A range that is not told; what it did to messages is to be read after a message. */
    static ChangesView gap(long conversation, long from, long to, long seq) {
        return ChangesView.gap(conversation, from, to, CATCH_UP.formatted(conversation, seq));
    }

    boolean isEmpty() {
        return from >= to;
    }

    /** Whether somebody gets the same as most: they joined or left not in this range, and nothing of it is hidden. */
    boolean isCommon(long user, long joinedSeq) {
        return own(user).isEmpty() && !hides(joinedSeq);
    }

    /** What somebody gets who sees all of it. */
    ChangesView forAll() {
        return view(0, from, to);
    }

    /**
     * What somebody gets.
     *
     * @param user id of the account
     * @param joinedSeq the latest message when they joined, as far as it is known from before the range
     * @return all that they may see, in order: until their removal, if they were removed; that they joined, and then
     *     what changed since, if they joined
     */
    List<ChangesView> forUser(long user, long joinedSeq) {
        var own = own(user);
        if (own.isEmpty()) {
            return List.of(view(hidden(joinedSeq), from, to));
        }
        var membership = own.get();
        var hidden = hidden(membership.joinedSeq());
        if (!membership.active()) {
            return List.of(farewell(membership, hidden));
        }
        var joined = membership.joinedVersion();
        if (joined <= from) {
            return List.of(view(hidden, from, to));
        }
        return joined < to
                ? List.of(ChangesView.joined(conversation, joined), view(hidden, joined, to))
                : List.of(ChangesView.joined(conversation, joined));
    }

    private Optional<Membership> own(long user) {
        return memberships.stream()
                .filter(membership -> membership.user() == user)
                .findFirst();
    }

    private boolean hides(long joinedSeq) {
        return historyJoined
                && (catchUpSeq.isPresent()
                        || changes.stream().anyMatch(change -> change.seq() > 0 && change.seq() <= joinedSeq));
    }

    private long hidden(long joinedSeq) {
        return historyJoined ? joinedSeq : 0;
    }

    private ChangesView view(long hidden, long since, long until) {
        // Of a conversation that has ended there is nothing to load.
        if (catchUpSeq.isPresent() && deleted) {
            return ChangesView.changes(
                    conversation, since, to, events(change -> change.event().endsConversation()));
        }
        if (catchUpSeq.isPresent() && until == to) {
            return gap(conversation, since, to, Math.max(hidden, catchUpSeq.get()));
        }
        return ChangesView.changes(
                conversation,
                since,
                until,
                events(change -> change.version() > since && change.version() <= until && change.isAfter(hidden)));
    }

    // Their removal, and what came before it. What else changed together with it is for those who stay; and where there
    // is too much to tell, nothing that came before matters any more.
    private ChangesView farewell(Membership membership, long hidden) {
        var removal = membership.version();
        return ChangesView.changes(
                conversation,
                from,
                removal,
                events(change -> change.version() == removal && change.event().removes(membership.user())
                        || change.version() < removal && catchUpSeq.isEmpty() && change.isAfter(hidden)));
    }

    private List<EventView> events(Predicate<Change> wanted) {
        return changes.stream().filter(wanted).map(Change::event).toList();
    }
}
