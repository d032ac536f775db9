package messaging.auth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import messaging.auth.session.SignInAccount;
import messaging.auth.session.SignInCandidate;
import messaging.auth.session.SignInCandidates;
import messaging.auth.session.TokenPair;
import messaging.auth.session.TokenService;
import messaging.throttle.RateLimit;
import messaging.throttle.RateLimiter;
import messaging.user.Passwords;
import messaging.user.SignInLimits;

/**
 * Signs users in with username and password, and limits the rate of attempts. The hash is computed outside any transaction, so
 * that many sign-ins at once cannot use up the database's connections.
 *
 * <p>Failures count for the account and for the address. Networks from which the account's user signed in recently have their
 * own limits for that account, so an attacker elsewhere, who uses up the limit of unknown networks, cannot lock the user out.
 * Unknown usernames are limited in the same way.
 */
@ApplicationScoped
public class Authenticator {
    private RateLimiter limiter;
    private SignInCandidates candidates;
    private Passwords passwords;
    private TokenService tokens;
    private SignInLimits limits;

    /** For CDI's proxy. */
    protected Authenticator() {}

    @Inject
    Authenticator(
            RateLimiter limiter,
            SignInCandidates candidates,
            Passwords passwords,
            TokenService tokens,
            SignInLimits limits) {
        this.limiter = limiter;
        this.candidates = candidates;
        this.passwords = passwords;
        this.tokens = tokens;
        this.limits = limits;
    }

    /**
     * Signs in (S-API-2).
     *
     * @param credentials username and password
     * @param device name of the client, unless the credentials state one
     * @param address the client's network address
     * @return the first pair of a new session
     * @throws NotAuthenticated for an unknown username, a wrong password or a deactivated account
     * @throws messaging.throttle.TooManyAttempts after too many failures
     */
    public TokenPair signIn(Credentials credentials, String device, String address) {
        var candidate = candidates.find(credentials.username());
        var attempt = limiter.acquire(limits(candidate, address));
        var account = candidate.account();
        var verification = passwords.verify(credentials.password(), account.map(SignInAccount::passwordHash));
        if (!verification.matches()) {
            throw NotAuthenticated.badCredentials();
        }
        var strongerHash = account.filter(outdated -> verification.needsRehash())
                .map(outdated -> passwords.hash(credentials.password()));
        return tokens.open(
                        account.orElseThrow(),
                        strongerHash,
                        Objects.requireNonNullElse(credentials.device(), device),
                        address,
                        attempt)
                .orElseThrow(NotAuthenticated::badCredentials);
    }

    private List<RateLimit> limits(SignInCandidate candidate, String address) {
        return List.of(
                limits.perAddress(address),
                candidate.isKnownNetwork(address)
                        ? limits.knownNetwork(candidate.collationKey(), address)
                        : limits.unknownNetwork(candidate.collationKey()));
    }
}
