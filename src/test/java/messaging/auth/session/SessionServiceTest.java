package messaging.auth.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import messaging.RecordingEvent;
import messaging.it.MutableClock;
import messaging.settings.Settings;
import messaging.user.AccountDeactivated;
import messaging.user.AccountDeleted;
import messaging.user.PasswordChanged;
import messaging.user.RightsChanged;
import org.junit.jupiter.api.Test;

// S-AUTH-2
class SessionServiceTest {
    private static final Settings SETTINGS = Settings.from(Map.of("DB_PASSWORD", "x", "SIGNING_KEYS", "x"));
    private static final long AMA = 1;
    private static final long KOFI = 2;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T09:30:00Z"));
    private final InMemorySessions sessions = new InMemorySessions();
    private final RecordingEvent<RightsInvalidated> events = new RecordingEvent<>();
    private final SessionService service = new SessionService(sessions, events, SETTINGS, clock);

    @Test
    void revokedSessionEnds() {
        var session = open(AMA);
        service.revoke(AMA, session);
        assertFalse(isActive(session));
        assertEquals(List.of(new RightsInvalidated(AMA)), events.fired());
    }

    @Test
    void sessionOfAnotherUserIsNotFound() {
        var session = open(KOFI);
        assertThrows(SessionNotFound.class, () -> service.revoke(AMA, session));
        assertTrue(isActive(session));
        assertEquals(List.of(), events.fired());
    }

    @Test
    void endedSessionIsNotFound() {
        var session = open(AMA);
        clock.advance(SETTINGS.tokens().idleLifetime());
        assertThrows(SessionNotFound.class, () -> service.revoke(AMA, session));
        assertThrows(SessionNotFound.class, () -> service.revoke(AMA, 4711));
    }

    @Test
    void changedPasswordEndsAllSessionsExceptTheCallers() {
        var kept = open(AMA);
        var ended = open(AMA);
        var other = open(KOFI);
        service.passwordChanged(new PasswordChanged(AMA, Optional.of(kept)));
        assertTrue(isActive(kept));
        assertFalse(isActive(ended));
        assertTrue(isActive(other));
    }

    @Test
    void deactivationEndsAllSessions() {
        var session = open(AMA);
        service.accountDeactivated(new AccountDeactivated(AMA));
        assertFalse(isActive(session));
    }

    @Test
    void deletionOfTheAccountDeletesItsSessions() {
        var session = open(AMA);
        service.accountDeleted(new AccountDeleted(AMA));
        assertNull(sessions.get(session));
        assertEquals(List.of(new RightsInvalidated(AMA)), events.fired());
    }

    @Test
    void changedRightsEndNoSession() {
        var session = open(AMA);
        service.rightsChanged(new RightsChanged(AMA));
        assertTrue(isActive(session));
        assertEquals(List.of(new RightsInvalidated(AMA)), events.fired());
    }

    private long open(long user) {
        var session = Session.open(user, "curl/8", "192.0.2.1", SETTINGS.tokens(), clock.instant());
        return sessions.add(session, sessions.passwordHash).orElseThrow();
    }

    private boolean isActive(long session) {
        return sessions.get(session).isActive(clock.instant(), SETTINGS.tokens().idleLifetime());
    }
}
