package messaging.live;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import messaging.sync.ChangeSet;
import messaging.sync.ChangesView;
import messaging.sync.SyncToken;

/**
 * A conversation with connected participants: which of them are subscribed, and up to which version its changes have been
 * delivered to them. One thread at a time delivers.
 */
final class ConversationSubscription {
    private static final int MAX_PENDING_CHANGES = 256;

    private final long id;
    // Users with the number of the latest message when they joined.
    private final Map<Long, Long> subscribers = new HashMap<>();
    // The versions at which users were removed.
    private final Map<Long, Long> removals = new HashMap<>();
    // Separate from the lock held during delivery, so that a thread that commits a change never waits for a delivery.
    private final Object progress = new Object();
    // Changes made on this replica, which need not be read from the database, by version.
    private final TreeMap<Long, ChangeSet> pending = new TreeMap<>();
    private long version;
    private long target;
    private boolean delivering;

    ConversationSubscription(long id, long version) {
        this.id = id;
        this.version = version;
        this.target = version;
    }

    long id() {
        return id;
    }

    /** Returns the version up to which changes have been delivered. */
    long version() {
        synchronized (progress) {
            return version;
        }
    }

    /**
     * Records that the conversation has reached a version.
     *
     * @return whether the caller must start to deliver, because no other thread does
     */
    boolean advanceTarget(long reached) {
        synchronized (progress) {
            target = Math.max(target, reached);
            if (delivering || target <= version) {
                return false;
            }
            delivering = true;
            return true;
        }
    }

    /**
     * Keeps a change that was committed on this replica until it is delivered.
     *
     * @param change of one version
     * @return whether the caller must start to deliver, because no other thread does
     */
    boolean addCommitted(ChangeSet change) {
        synchronized (progress) {
            if (change.to() > version && pending.size() < MAX_PENDING_CHANGES) {
                pending.put(change.to(), change);
            }
            return advanceTarget(change.to());
        }
    }

    /**
     * Removes the changes made on this replica that directly follow the last version delivered.
     *
     * @return all of them as one change set; empty if the next change must be read
     */
    Optional<ChangeSet> pollCommitted() {
        synchronized (progress) {
            var next = Optional.<ChangeSet>empty();
            for (var change = pending.remove(version + 1); change != null; change = pending.remove(change.to() + 1)) {
                var following = change;
                next = Optional.of(
                        next.map(before -> before.followedBy(following)).orElse(following));
            }
            return next;
        }
    }

    /** Ends the delivery after a failure. The next notification or poll starts it again. */
    void abortDelivery() {
        synchronized (progress) {
            delivering = false;
        }
    }

    /** Returns whether changes remain to be delivered; if not, ends the delivery. */
    boolean hasMore() {
        synchronized (progress) {
            delivering = target > version;
            return delivering;
        }
    }

    /**
     * Subscribes a connected participant.
     *
     * @param readAt version at which the user was read to be a participant
     * @return false if the user was removed after that version, which may have been delivered already
     */
    synchronized boolean subscribe(long user, long joinedSeq, long readAt) {
        if (removals.getOrDefault(user, 0L) > readAt) {
            return false;
        }
        subscribers.putIfAbsent(user, joinedSeq);
        return true;
    }

    /** Removes a user whose last connection to this replica has ended. */
    synchronized void unsubscribe(long user) {
        subscribers.remove(user);
    }

    synchronized boolean hasSubscribers() {
        return !subscribers.isEmpty();
    }

    /** Returns the subscribed users, with the number of the latest message when they joined. */
    synchronized Map<Long, Long> subscribers() {
        return Map.copyOf(subscribers);
    }

    /**
     * Delivers changes to the subscribers who can see them, and updates the subscriptions of users who joined or were removed.
     * No user can be subscribed at the new version before.
     */
    synchronized void deliver(ChangeSet changes, ConnectionRegistry connections, Optional<SyncToken> horizon) {
        synchronized (progress) {
            version = Math.max(version, changes.to());
            pending.headMap(version, true).clear();
        }
        if (changes.isEmpty()) {
            return;
        }
        sendTo(subscribers(), changes, connections, horizon);
        for (var membership : changes.memberships()) {
            if (membership.active()) {
                subscribeMember(membership, changes, connections, horizon);
            } else {
                subscribers.remove(membership.user());
                removals.put(membership.user(), changes.to());
                connections.removeConversation(membership.user(), id);
            }
        }
        if (changes.deleted()) {
            subscribers.keySet().forEach(user -> connections.removeConversation(user, id));
            subscribers.clear();
        }
    }

    // Participants who see the same changes share one frame.
    private void sendTo(
            Map<Long, Long> users, ChangeSet changes, ConnectionRegistry connections, Optional<SyncToken> horizon) {
        Optional<OutboundFrame> common = Optional.empty();
        for (var user : users.entrySet()) {
            if (changes.isCommon(user.getKey(), user.getValue())) {
                common = common.or(() -> Optional.of(frame(changes.forAll(), horizon)));
                connections.sendChange(user.getKey(), id, changes.from(), common.get());
            } else {
                changes.forUser(user.getKey(), user.getValue())
                        .forEach(own -> connections.sendChange(user.getKey(), id, changes.from(), frame(own, horizon)));
            }
        }
    }

    private void subscribeMember(
            ChangeSet.MembershipChange membership,
            ChangeSet changes,
            ConnectionRegistry connections,
            Optional<SyncToken> horizon) {
        var user = membership.user();
        removals.remove(user);
        if (subscribers.containsKey(user)) {
            subscribers.put(user, membership.joinedSeq());
        } else if (connections.addConversation(user, id)) {
            subscribers.put(user, membership.joinedSeq());
            connections.sendChange(user, id, changes.from(), frame(ChangesView.joined(id, changes.to()), horizon));
        }
    }

    static OutboundFrame frame(ChangesView view, Optional<SyncToken> horizon) {
        return OutboundFrame.at(
                horizon, view.type(), horizon.map(view::withPosition).orElse(view));
    }
}
