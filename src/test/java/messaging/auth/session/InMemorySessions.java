package messaging.auth.session;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;

/** The sessions of a unit test. */
final class InMemorySessions extends Sessions {
    private final TreeMap<Long, Session> sessions = new TreeMap<>();
    /** The hash that the account has when a session is added. */
    String passwordHash = "hash";

    private Instant endedBefore;

    Session get(long id) {
        return sessions.get(id);
    }

    /** Returns the time before which ended sessions were deleted; null if none were. */
    Instant endedBefore() {
        return endedBefore;
    }

    @Override
    Optional<Long> add(Session session, String checkedHash) {
        if (!passwordHash.equals(checkedHash)) {
            return Optional.empty();
        }
        var id = sessions.size() + 1L;
        try {
            var field = Session.class.getDeclaredField("id");
            field.setAccessible(true);
            field.set(session, id);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
        sessions.put(id, session);
        return Optional.of(id);
    }

    @Override
    void issueFirst(long id, byte[] hash) {
        get(id).issued(hash, get(id).lastUsedAt());
    }

    @Override
    Optional<Session> lock(long id) {
        return Optional.ofNullable(get(id));
    }

    @Override
    boolean isIssued(long id, byte[] hash) {
        return lock(id).filter(session -> Arrays.equals(session.tokenHash(), hash))
                .isPresent();
    }

    @Override
    void deleteEnded(long user, Instant before) {
        endedBefore = before;
    }

    @Override
    int revokeAll(long user, Optional<Long> except, Instant now) {
        var revoked = sessions.values().stream()
                .filter(session -> session.userId() == user && session.id() != except.orElse(0L))
                .toList();
        revoked.forEach(session -> session.revoke(now));
        return revoked.size();
    }

    @Override
    void deleteAll(long user) {
        sessions.values().removeIf(session -> session.userId() == user);
    }
}
