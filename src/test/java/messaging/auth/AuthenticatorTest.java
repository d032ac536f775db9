package messaging.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import messaging.auth.session.SignInAccount;
import messaging.auth.session.SignInCandidate;
import messaging.auth.session.SignInCandidates;
import messaging.auth.session.TokenPair;
import messaging.auth.session.TokenService;
import messaging.settings.Settings;
import messaging.throttle.RateLimit;
import messaging.throttle.RateLimiter;
import messaging.throttle.TooManyAttempts;
import messaging.user.AccountClaims;
import messaging.user.ExampleSignInLimits;
import messaging.user.Passwords;
import org.junit.jupiter.api.Test;

// S-API-2
class AuthenticatorTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String ADDRESS = "192.0.2.1";
    private static final TokenPair PAIR = new TokenPair("refresh", "access");
    private static final Settings SETTINGS = Settings.from(Map.of("DB_PASSWORD", "x", "SIGNING_KEYS", "x"));

    private final Passwords passwords = new Passwords(new Settings.Passwords(8, 1, 1, Duration.ofHours(1)));
    private final Limiter limiter = new Limiter();
    private final Candidates candidates = new Candidates();
    private final Tokens tokens = new Tokens();
    private final Authenticator authenticator =
            new Authenticator(limiter, candidates, passwords, tokens, ExampleSignInLimits.of(SETTINGS));

    @Test
    void correctPasswordOpensASession() {
        candidates.hash = passwords.hash(PASSWORD);
        assertEquals(PAIR, signIn(PASSWORD));
        assertEquals(Optional.empty(), tokens.strongerHash);
    }

    @Test
    void wrongPasswordIsRejected() {
        candidates.hash = passwords.hash(PASSWORD);
        assertThrows(NotAuthenticated.class, () -> signIn("wrong horse battery"));
        assertEquals(0, tokens.opened);
    }

    @Test
    void unknownUsernameIsRejectedWithTheSameError() {
        var unknown = assertThrows(NotAuthenticated.class, () -> signIn(PASSWORD));
        candidates.hash = passwords.hash(PASSWORD);
        var wrong = assertThrows(NotAuthenticated.class, () -> signIn("wrong horse battery"));
        assertEquals(wrong.getMessage(), unknown.getMessage());
        assertEquals(wrong.headers(), unknown.headers());
    }

    @Test
    void accountDeactivatedDuringTheSignInIsRejected() {
        candidates.hash = passwords.hash(PASSWORD);
        tokens.pair = Optional.empty();
        assertThrows(NotAuthenticated.class, () -> signIn(PASSWORD));
    }

    @Test
    void weakHashIsReplaced() {
        candidates.hash = new Passwords(new Settings.Passwords(16, 1, 1, Duration.ofHours(1))).hash(PASSWORD);
        signIn(PASSWORD);
        assertTrue(passwords.matches(PASSWORD, tokens.strongerHash));
    }

    @Test
    void exceededLimitIsReportedBeforeThePasswordIsChecked() {
        limiter.isExceeded = true;
        candidates.hash = passwords.hash(PASSWORD);
        assertThrows(TooManyAttempts.class, () -> signIn(PASSWORD));
        assertEquals(0, tokens.opened);
    }

    @Test
    void unknownNetworksShareTheLimitOfAnAccount() {
        candidates.hash = passwords.hash(PASSWORD);
        signIn(PASSWORD, "192.0.2.1");
        signIn(PASSWORD, "192.0.2.2");
        assertEquals(
                List.of(
                        List.of("sign-in/address/192.0.2.1", "sign-in/account/ama"),
                        List.of("sign-in/address/192.0.2.2", "sign-in/account/ama")),
                limiter.subjects);
    }

    @Test
    void knownNetworkHasItsOwnLimit() {
        candidates.hash = passwords.hash(PASSWORD);
        candidates.addresses = List.of(ADDRESS);
        signIn(PASSWORD);
        assertEquals(
                List.of(List.of("sign-in/address/192.0.2.1", "sign-in/account/ama/from/192.0.2.1")), limiter.subjects);
    }

    @Test
    void unknownUsernameIsLimitedLikeAnAccount() {
        assertThrows(NotAuthenticated.class, () -> signIn(PASSWORD));
        assertEquals(List.of(List.of("sign-in/address/192.0.2.1", "sign-in/account/ama")), limiter.subjects);
    }

    @Test
    void deviceOfTheCredentialsReplacesTheUserAgent() {
        candidates.hash = passwords.hash(PASSWORD);
        signIn(PASSWORD);
        assertEquals("curl/8", tokens.device);
        authenticator.signIn(new Credentials("ama", PASSWORD, "Ama's phone"), "curl/8", ADDRESS);
        assertEquals("Ama's phone", tokens.device);
    }

    private TokenPair signIn(String password) {
        return signIn(password, ADDRESS);
    }

    private TokenPair signIn(String password, String address) {
        return authenticator.signIn(new Credentials("ama", password, null), "curl/8", address);
    }

    private static final class Limiter extends RateLimiter {
        private final List<List<String>> subjects = new ArrayList<>();
        private boolean isExceeded;

        @Override
        public Attempt acquire(List<RateLimit> limits) {
            subjects.add(limits.stream().map(RateLimit::subject).toList());
            if (isExceeded) {
                throw new TooManyAttempts(Duration.ofSeconds(1));
            }
            return Attempt.unlimited();
        }
    }

    private static final class Candidates extends SignInCandidates {
        private String hash;
        private List<String> addresses = List.of();

        @Override
        public SignInCandidate find(String username) {
            var account = hash == null ? null : new SignInAccount(new AccountClaims(1, username, false), hash, false);
            return new SignInCandidate(username, account, addresses.stream());
        }
    }

    private static final class Tokens extends TokenService {
        private Optional<TokenPair> pair = Optional.of(PAIR);
        private Optional<String> strongerHash;
        private String device;
        private int opened;

        @Override
        public Optional<TokenPair> open(
                SignInAccount account,
                Optional<String> strongerHash,
                String device,
                String address,
                RateLimiter.Attempt attempt) {
            opened++;
            this.strongerHash = strongerHash;
            this.device = device;
            return pair;
        }
    }
}
