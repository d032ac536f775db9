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
import messaging.throttle.Limit;
import messaging.throttle.Throttle;
import messaging.user.Passwords;
import messaging.user.SignInLimits;

/**
 * Checks a username and a password, slowly enough for clients that guess. The hash is computed outside any transaction, so
 * that many sign-ins cannot use up the database's connections.
 *
 * <p>Failures count for the account and for the address. A network from which the account's owner signed in recently has a
 * limit of its own for that account: a client that guesses from elsewhere uses up the limit of unknown networks and cannot
 * lock the owner out. A username that no account has is counted in the same way.
 */
@ApplicationScoped
public class Authenticator {
    @Inject
    private Throttle throttle;

    @Inject
    private SignInCandidates candidates;

    @Inject
    private Passwords passwords;

    @Inject
    private TokenService tokens;

    @Inject
    private SignInLimits limits;

    /**
     * Signs in (S-API-2).
     *
     * @param credentials username and password
     * @param device what the client calls itself
     * @param address the client's network address
     * @return the first pair of a new session
     * @throws NotAuthenticated alike for an unknown name, a wrong password and a deactivated account
     * @throws messaging.throttle.TooManyAttempts after too many of those
     */
    public TokenPair signIn(Credentials credentials, String device, String address) {
        var candidate = candidates.find(credentials.username());
        var attempt = throttle.take(limits(candidate, address));
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

    private List<Limit> limits(SignInCandidate candidate, String address) {
        return List.of(
                limits.from(address),
                candidate.isKnownNetwork(address)
                        ? limits.knownNetwork(candidate.collationKey(), address)
                        : limits.unknownNetwork(candidate.collationKey()));
    }
}
