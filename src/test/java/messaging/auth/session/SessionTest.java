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
import messaging.auth.session.Session.Worth;
import messaging.settings.Settings;
import org.junit.jupiter.api.Test;

// S-AUTH-2
class SessionTest {
    private static final Instant START = Instant.parse("2026-01-31T09:30:00Z");
    private static final Duration IDLE = Duration.ofDays(14);
    private static final Duration LIFE = Duration.ofDays(90);

    private final Session session = open("curl/8");

    @Test
    void onlyTheNewestTokenIsGood() {
        session.issued(hash(1), START);
        assertEquals(Worth.NEWEST, worth(1, Optional.empty(), START));
        trade(1, 2, Optional.empty());
        assertEquals(Worth.STOLEN, worth(1, Optional.empty(), START));
        assertEquals(Worth.NEWEST, worth(2, Optional.empty(), START));
        assertEquals(Worth.STOLEN, worth(0, Optional.empty(), START));
    }

    @Test
    void aCallMayBeRepeatedWithItsKeyForAMinute() {
        session.issued(hash(1), START);
        trade(1, 2, Optional.of(hash(70)));
        assertEquals(Worth.REPEATED, worth(1, Optional.of(hash(70)), START.plusSeconds(59)));
        assertEquals(Worth.STOLEN, worth(1, Optional.of(hash(70)), START.plusSeconds(60)));
        assertEquals(Worth.STOLEN, worth(1, Optional.of(hash(71)), START));
        assertEquals(Worth.STOLEN, worth(1, Optional.empty(), START));
        // The pair of the repetition takes the place of the lost one.
        session.issued(hash(3), START);
        assertEquals(Worth.STOLEN, worth(2, Optional.of(hash(70)), START));
        assertEquals(Worth.REPEATED, worth(1, Optional.of(hash(70)), START));
    }

    @Test
    void aCallWithoutAKeyIsNeverRepeated() {
        session.issued(hash(1), START);
        trade(1, 2, Optional.empty());
        assertEquals(Worth.STOLEN, worth(1, Optional.of(hash(70)), START));
    }

    @Test
    void onlyTheLastCallMayBeRepeated() {
        session.issued(hash(1), START);
        trade(1, 2, Optional.of(hash(70)));
        trade(2, 3, Optional.of(hash(71)));
        assertEquals(Worth.STOLEN, worth(1, Optional.of(hash(70)), START));
        assertEquals(Worth.REPEATED, worth(2, Optional.of(hash(71)), START));
    }

    private Worth worth(int token, Optional<byte[]> key, Instant now) {
        return session.judge(hash(token), key, now);
    }

    private void trade(int old, int next, Optional<byte[]> key) {
        session.traded(hash(old), key, START);
        session.issued(hash(next), START);
    }

    @Test
    void keepsItsOwnCopyOfTheHash() {
        var hash = hash(1);
        session.issued(hash, START);
        hash[0] = 9;
        assertEquals(Worth.NEWEST, worth(1, Optional.empty(), START));
    }

    @Test
    void endsWhenUnusedForTooLong() {
        assertTrue(session.isAlive(START.plus(IDLE).minusSeconds(1), IDLE));
        assertFalse(session.isAlive(START.plus(IDLE), IDLE));
        session.issued(hash(1), START.plus(IDLE).minusSeconds(1));
        assertTrue(session.isAlive(START.plus(IDLE), IDLE));
    }

    @Test
    void endsAtLastHoweverUsed() {
        session.issued(hash(1), START.plus(LIFE).minusSeconds(1));
        assertTrue(session.isAlive(START.plus(LIFE).minusSeconds(1), IDLE));
        assertFalse(session.isAlive(START.plus(LIFE), IDLE));
    }

    @Test
    void aTokenNeverOutlivesItsSession() {
        assertEquals(IDLE, session.remaining(START, IDLE));
        assertEquals(Duration.ofDays(1), session.remaining(START.plus(LIFE).minus(Duration.ofDays(1)), IDLE));
    }

    @Test
    void revokedIsForGood() {
        session.revoke(START);
        assertFalse(session.isAlive(START, IDLE));
        session.issued(hash(1), START);
        assertFalse(session.isAlive(START, IDLE));
    }

    @Test
    void theDeviceFitsItsColumn() {
        var device = open("🍕".repeat(300)).device();
        assertEquals(255, device.codePointCount(0, device.length()));
        assertEquals("🍕".repeat(255), device);
    }

    @Test
    void noTextHoldsASecret() {
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
