package messaging.event;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A conversation in which somebody takes part who is connected here: up to which version they have been told, and who
 * they are.
 */
final class Followed {
    private static final int MAX_KNOWN = 256;

    private final long id;
    private final Map<Long, Long> followers = new HashMap<>();
    // The version at which somebody was removed, while this is followed.
    private final Map<Long, Long> removals = new HashMap<>();
    // Apart from the lock under which is told: whoever commits a change never waits for that.
    private final Object state = new Object();
    // Changes made on this server that need not be read, by version.
    private final TreeMap<Long, Batch> known = new TreeMap<>();
    private long version;
    private long target;
    private boolean reading;

    Followed(long id, long version) {
        this.id = id;
        this.version = version;
        this.target = version;
    }

    long id() {
        return id;
    }

    long version() {
        synchronized (state) {
            return version;
        }
    }

    /** Takes in that the conversation has reached a version; true if somebody has to begin to read it. */
    boolean reached(long newer) {
        synchronized (state) {
            target = Math.max(target, newer);
            if (reading || target <= version) {
                return false;
            }
            reading = true;
            return true;
        }
    }

    /**
     * Keeps a change that was committed on this server until it is told.
     *
     * @param change of one version
     * @return whether the caller must start to tell changes, because no other thread does
     */
    boolean committed(Batch change) {
        synchronized (state) {
            if (change.to() > version && known.size() < MAX_KNOWN) {
                known.put(change.to(), change);
            }
            return reached(change.to());
        }
    }

    /**
     * Removes the changes that follow the last version told directly and were made on this server.
     *
     * @return all of them as one batch; empty if the next change must be read
     */
    Optional<Batch> takeKnown() {
        synchronized (state) {
            var next = Optional.<Batch>empty();
            for (var change = known.remove(version + 1); change != null; change = known.remove(change.to() + 1)) {
                var following = change;
                next = Optional.of(
                        next.map(before -> before.followedBy(following)).orElse(following));
            }
            return next;
        }
    }

    /** Who reads it gave up; the next one who hears of a version begins anew. */
    void gaveUp() {
        synchronized (state) {
            reading = false;
        }
    }

    /** Whether there is still more to read; if not, the reader is done. */
    boolean goesOn() {
        synchronized (state) {
            reading = target > version;
            return reading;
        }
    }

    /**
     * Somebody connected here takes part, as was read at a version; false if they have been removed since, which may
     * have been told already.
     */
    synchronized boolean follow(long user, long joinedSeq, long at) {
        if (removals.getOrDefault(user, 0L) > at) {
            return false;
        }
        followers.putIfAbsent(user, joinedSeq);
        return true;
    }

    /** Somebody's last connection here is gone. */
    synchronized void unfollow(long user) {
        followers.remove(user);
    }

    synchronized boolean isFollowed() {
        return !followers.isEmpty();
    }

    synchronized Map<Long, Long> followers() {
        return Map.copyOf(followers);
    }

    /** Tells what was read to those who follow, before anybody can begin to follow at the new version. */
    synchronized void tell(Batch batch, Listeners listeners, Optional<Position> live) {
        synchronized (state) {
            version = Math.max(version, batch.to());
            known.headMap(version, true).clear();
        }
        if (batch.isEmpty()) {
            return;
        }
        Optional<Delivery> common = Optional.empty();
        for (var follower : Map.copyOf(followers).entrySet()) {
            if (batch.isCommon(follower.getKey(), follower.getValue())) {
                common = common.or(() -> Optional.of(delivery(batch.forAll(), live)));
                listeners.change(follower.getKey(), id, batch.from(), common.get());
            } else {
                batch.forUser(follower.getKey(), follower.getValue())
                        .forEach(own -> listeners.change(follower.getKey(), id, batch.from(), delivery(own, live)));
            }
        }
        for (var membership : batch.memberships()) {
            var user = membership.user();
            if (!membership.active()) {
                followers.remove(user);
                removals.put(user, batch.to());
                listeners.ended(user, id);
                continue;
            }
            removals.remove(user);
            if (followers.containsKey(user)) {
                followers.put(user, membership.joinedSeq());
            } else if (listeners.following(user, id)) {
                followers.put(user, membership.joinedSeq());
                listeners.change(user, id, batch.from(), delivery(ChangesView.joined(id, batch.to()), live));
            }
        }
        if (batch.deleted()) {
            followers.keySet().forEach(user -> listeners.ended(user, id));
            followers.clear();
        }
    }

    static Delivery delivery(ChangesView view, Optional<Position> live) {
        return Delivery.at(live, view.type(), live.map(view::at).orElse(view));
    }
}
