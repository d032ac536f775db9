package messaging.auth.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import messaging.RecordingEvent;
import messaging.auth.jwt.ExampleTokens;
import messaging.auth.jwt.SigningKeys;
import messaging.it.MutableClock;
import messaging.settings.Settings;
import messaging.throttle.RateLimiter.Attempt;
import messaging.user.AccountClaims;
import messaging.user.ExampleUser;
import messaging.user.InMemoryUsers;
import org.junit.jupiter.api.Test;

// S-API-2, S-API-3, S-AUTH-2, S-AUTH-3
class TokenServiceTest {
    private static final RSAKey KEY = SigningKeys.generate();
    private static final RSAKey NEXT_KEY = SigningKeys.generate();
    private static final long AMA = 1;
    private static final String HASH = "hash";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T09:30:00Z"));
    private final InMemoryUsers users = new InMemoryUsers();
    private final InMemorySessions sessions = new InMemorySessions();
    private final RecordingEvent<RightsInvalidated> events = new RecordingEvent<>();
    private final TokenService service = service(KEY);

    @Test
    void signInOpensASession() {
        var pair = signIn();
        assertEquals(AMA, sessions.get(1).userId());
        assertEquals("curl/8", sessions.get(1).device());
        assertTrue(refresh(pair).isPresent());
    }

    @Test
    void signInFailsIfThePasswordWasChangedSinceTheCheck() {
        sessions.passwordHash = "new hash";
        assertEquals(Optional.empty(), open(false));
    }

    @Test
    void signInDeletesSessionsThatEndedLongAgo() {
        signIn();
        assertEquals(null, sessions.endedBefore());
        open(true);
        assertEquals(clock.instant().minus(Sessions.RETENTION), sessions.endedBefore());
    }

    @Test
    void refreshTokenIsValidOnce() {
        var first = signIn();
        var second = refresh(first).orElseThrow();
        assertTrue(refresh(second).isPresent());
        assertEquals(List.of(), events.fired());
    }

    @Test
    void refreshTokenReuseRevokesTheSession() {
        var first = signIn();
        var second = refresh(first).orElseThrow();
        assertEquals(Optional.empty(), refresh(first));
        assertEquals(List.of(new RightsInvalidated(AMA)), events.fired());
        assertEquals(Optional.empty(), refresh(second));
    }

    @Test
    void retryGetsANewPairThatReplacesTheLostOne() {
        var first = signIn();
        var lost = service.refresh(first.refresh(), Optional.of("key")).orElseThrow();
        clock.advance(Duration.ofSeconds(59));
        var retried = service.refresh(first.refresh(), Optional.of("key")).orElseThrow();
        assertTrue(refresh(retried).isPresent());
        assertEquals(Optional.empty(), refresh(lost));
    }

    @Test
    void retryWithoutAKeyIsAReuse() {
        var first = signIn();
        service.refresh(first.refresh(), Optional.of(" "));
        assertEquals(Optional.empty(), service.refresh(first.refresh(), Optional.of(" ")));
        assertFalse(isActive(1));
    }

    @Test
    void refreshByADeactivatedUserRevokesTheSession() {
        var pair = signIn();
        ExampleUser.deactivated(users.find(AMA).orElseThrow());
        assertEquals(Optional.empty(), refresh(pair));
        assertFalse(isActive(1));
    }

    @Test
    void unusedSessionExpires() {
        var pair = signIn();
        clock.advance(settings(KEY).tokens().idleLifetime());
        assertEquals(Optional.empty(), refresh(pair));
    }

    @Test
    void sessionOutlivesTheKeyOfItsToken() {
        var pair = signIn();
        assertTrue(service(NEXT_KEY).refresh(pair.refresh(), Optional.empty()).isPresent());
    }

    @Test
    void forgedTokenDoesNotRevokeTheSession() {
        var pair = signIn();
        var parts = pair.refresh().split("\\.");
        var forged = parts[0] + "." + parts[1] + "." + "A".repeat(parts[2].length());
        assertEquals(Optional.empty(), service.refresh(forged, Optional.empty()));
        service.signOut(forged);
        assertTrue(isActive(1));
    }

    @Test
    void accessTokenIsNotARefreshToken() {
        assertEquals(Optional.empty(), service.refresh(signIn().access(), Optional.empty()));
        assertTrue(isActive(1));
    }

    @Test
    void signOutEndsTheSessionOfAnyOfItsTokens() {
        var first = signIn();
        refresh(first);
        service.signOut(first.refresh());
        assertFalse(isActive(1));
        assertEquals(List.of(new RightsInvalidated(AMA)), events.fired());
    }

    private TokenPair signIn() {
        return open(false).orElseThrow();
    }

    private Optional<TokenPair> open(boolean hasExpiredSessions) {
        users.store(ExampleUser.of(AMA, "ama"));
        var account = new SignInAccount(new AccountClaims(AMA, "ama", false), HASH, hasExpiredSessions);
        return service.open(account, Optional.empty(), "curl/8", "192.0.2.1", Attempt.unlimited());
    }

    private Optional<TokenPair> refresh(TokenPair pair) {
        return service.refresh(pair.refresh(), Optional.empty());
    }

    private boolean isActive(long session) {
        return sessions.get(session)
                .isActive(clock.instant(), settings(KEY).tokens().idleLifetime());
    }

    private TokenService service(RSAKey key) {
        var settings = settings(key);
        return new TokenService(
                null,
                users,
                sessions,
                null,
                events,
                ExampleTokens.issuer(settings, clock),
                ExampleTokens.trustedIssuers(settings, clock),
                settings,
                clock);
    }

    private static Settings settings(RSAKey key) {
        return Settings.from(Map.of("DB_PASSWORD", "x", "SIGNING_KEYS", new JWKSet(List.of(key)).toString(false)));
    }
}
