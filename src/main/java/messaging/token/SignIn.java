package messaging.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import messaging.throttle.Limit;
import messaging.throttle.Throttle;
import messaging.user.Passwords;
import messaging.user.SignInLimits;
import messaging.user.UserService;

/**
 * Checks a user name and a password, slowly enough for those who guess. The hash is computed outside any transaction, so
 * that many sign-ins can't use up the database's connections.
 *
 * <p>Failures count at the account and at the address. An address from which the account's owner lately signed in has an
 * allowance of its own there: whoever guesses from elsewhere uses up the strangers' allowance and can't lock the owner
 * out. A name that no account has is counted just the same.
 */
@ApplicationScoped
class SignIn {
    @Inject
    private Throttle throttle;

    @Inject
    private UserService users;

    @Inject
    private Passwords passwords;

    @Inject
    private TokenService tokens;

    @Inject
    private SignInLimits limits;

    /**
     * Signs in (S-API-2).
     *
     * @param credentials user name and password
     * @param device what the client calls itself
     * @param address the client's network address
     * @return the first pair of a new session
     * @throws NotAuthenticated alike for an unknown name, a wrong password and a deactivated account
     * @throws messaging.throttle.TooManyAttempts after too many of those
     */
    TokenPair signIn(Credentials credentials, String device, String address) {
        var attempt = throttle.take(limits(credentials.username(), address));
        var hash = users.passwordHash(credentials.username());
        var verification = passwords.verify(credentials.password(), hash);
        if (!verification.matches()) {
            throw NotAuthenticated.badCredentials();
        }
        var strongerHash = hash.filter(outdated -> verification.needsRehash())
                .map(outdated -> passwords.hash(credentials.password()));
        var pair = tokens.open(
                        credentials.username(),
                        hash.orElseThrow(),
                        strongerHash,
                        Objects.requireNonNullElse(credentials.device(), device),
                        address)
                .orElseThrow(NotAuthenticated::badCredentials);
        attempt.giveBack();
        return pair;
    }

    private List<Limit> limits(String username, String address) {
        return List.of(
                limits.from(address),
                tokens.isKnown(username, address)
                        ? limits.ofNeighbours(username, address)
                        : limits.ofStrangers(username));
    }
}
