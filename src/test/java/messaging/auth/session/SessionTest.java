package messaging.auth.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import messaging.auth.Credentials;
import messaging.auth.RefreshRequest;
import messaging.settings.Settings;
import org.junit.jupiter.api.Test;

// S-AUTH-2
class SessionTest {
    private static final Instant START = Instant.parse("2026-01-31T09:30:00Z");
    private static final Duration IDLE = Duration.ofDays(14);
    private static final Duration LIFETIME = Duration.ofDays(90);

    private final Session session = open("curl/8");

    @Test
    void onlyTheCurrentTokenIsValid() {
        session.issued(hash(1), START);
        assertEquals(RefreshVerdict.CURRENT, evaluate(1, Optional.empty(), START));
        rotate(1, 2, Optional.empty());
        assertEquals(RefreshVerdict.REUSED, evaluate(1, Optional.empty(), START));
        assertEquals(RefreshVerdict.CURRENT, evaluate(2, Optional.empty(), START));
        assertEquals(RefreshVerdict.REUSED, evaluate(0, Optional.empty(), START));
    }

    @Test
    void requestWithTheSameKeyIsARetryForAMinute() {
        session.issued(hash(1), START);
        rotate(1, 2, Optional.of(hash(70)));
        assertEquals(RefreshVerdict.RETRY, evaluate(1, Optional.of(hash(70)), START.plusSeconds(59)));
        assertEquals(RefreshVerdict.REUSED, evaluate(1, Optional.of(hash(70)), START.plusSeconds(60)));
        assertEquals(RefreshVerdict.REUSED, evaluate(1, Optional.of(hash(71)), START));
        assertEquals(RefreshVerdict.REUSED, evaluate(1, Optional.empty(), START));
        // The pair of the retry replaces the lost one.
        session.issued(hash(3), START);
        assertEquals(RefreshVerdict.REUSED, evaluate(2, Optional.of(hash(70)), START));
        assertEquals(RefreshVerdict.RETRY, evaluate(1, Optional.of(hash(70)), START));
    }

    @Test
    void requestWithoutAKeyIsNeverARetry() {
        session.issued(hash(1), START);
        rotate(1, 2, Optional.empty());
        assertEquals(RefreshVerdict.REUSED, evaluate(1, Optional.of(hash(70)), START));
    }

    @Test
    void onlyTheLatestRequestCanBeRetried() {
        session.issued(hash(1), START);
        rotate(1, 2, Optional.of(hash(70)));
        rotate(2, 3, Optional.of(hash(71)));
        assertEquals(RefreshVerdict.REUSED, evaluate(1, Optional.of(hash(70)), START));
        assertEquals(RefreshVerdict.RETRY, evaluate(2, Optional.of(hash(71)), START));
    }

    private RefreshVerdict evaluate(int token, Optional<byte[]> key, Instant now) {
        return session.evaluate(hash(token), key, now);
    }

    private void rotate(int old, int next, Optional<byte[]> key) {
        session.rotated(hash(old), key, START);
        session.issued(hash(next), START);
    }

    @Test
    void storedHashIsACopy() {
        var hash = hash(1);
        session.issued(hash, START);
        hash[0] = 9;
        assertEquals(RefreshVerdict.CURRENT, evaluate(1, Optional.empty(), START));
    }

    @Test
    void unusedSessionExpiresAfterTheIdleLifetime() {
        assertTrue(session.isActive(START.plus(IDLE).minusSeconds(1), IDLE));
        assertFalse(session.isActive(START.plus(IDLE), IDLE));
        session.issued(hash(1), START.plus(IDLE).minusSeconds(1));
        assertTrue(session.isActive(START.plus(IDLE), IDLE));
    }

    @Test
    void usedSessionExpiresAfterItsLifetime() {
        session.issued(hash(1), START.plus(LIFETIME).minusSeconds(1));
        assertTrue(session.isActive(START.plus(LIFETIME).minusSeconds(1), IDLE));
        assertFalse(session.isActive(START.plus(LIFETIME), IDLE));
    }

    @Test
    void tokenExpiresWithItsSession() {
        assertEquals(IDLE, session.remainingLifetime(START, IDLE));
        assertEquals(
                Duration.ofDays(1),
                session.remainingLifetime(START.plus(LIFETIME).minus(Duration.ofDays(1)), IDLE));
    }

    @Test
    void revokedSessionStaysRevoked() {
        session.revoke(START);
        assertFalse(session.isActive(START, IDLE));
        session.issued(hash(1), START);
        assertFalse(session.isActive(START, IDLE));
    }

    @Test
    void longDeviceNameIsTruncated() {
        var device = open("🍕".repeat(300)).device();
        assertEquals(255, device.codePointCount(0, device.length()));
        assertEquals("🍕".repeat(255), device);
    }

    @Test
    void stringFormsContainNoSecret() {
        assertFalse(new TokenPair("secret", "secret").toString().contains("secret"));
        assertFalse(new RefreshRequest("secret").toString().contains("secret"));
        assertFalse(new Credentials("ama", "secret", null).toString().contains("secret"));
    }

    private static Session open(String device) {
        var lifetimes =
                Settings.from(Map.of("DB_PASSWORD", "x", "SIGNING_KEYS", "x")).tokens();
        return Session.open(1, device, "127.0.0.1", lifetimes, START);
    }

    private static byte[] hash(int first) {
        var hash = new byte[32];
        hash[0] = (byte) first;
        return hash;
    }
}
