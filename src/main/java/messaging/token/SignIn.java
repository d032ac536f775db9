package messaging.token;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import messaging.settings.Settings;
import messaging.throttle.Limit;
import messaging.throttle.Throttle;
import messaging.user.Passwords;
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
    private static final int IPV6_SITE = 64;

    @Inject
    private Throttle throttle;

    @Inject
    private UserService users;

    @Inject
    private Passwords passwords;

    @Inject
    private TokenService tokens;

    @Inject
    private Settings settings;

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
        if (!passwords.matches(credentials.password(), hash)) {
            throw NotAuthenticated.badCredentials();
        }
        var strongerHash = hash.filter(passwords::isOutdated).map(outdated -> passwords.hash(credentials.password()));
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
        var attempts = settings.attempts();
        var account = "sign-in/account/" + folded(username);
        var site = site(address);
        return List.of(
                limit("sign-in/address/" + site, attempts.perAddress()),
                limit(tokens.isKnown(username, address) ? account + "/from/" + site : account, attempts.perAccount()));
    }

    private Limit limit(String subject, int attempts) {
        var window = settings.attempts().window();
        return new Limit(subject, attempts, Duration.ofNanos(Math.max(1, window.toNanos() / attempts)));
    }

    // Coarser than the database's comparison of names, or another spelling of a name would be another allowance.
    static String folded(String username) {
        return Normalizer.normalize(username, Normalizer.Form.NFKD)
                .replaceAll("[^\\p{L}\\p{N}@.+_-]", "")
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    // A household has a whole IPv6 network of 64 bits to guess from.
    private static String site(String address) {
        var parsed = new IPAddressString(address).getAddress();
        if (parsed == null) {
            return address;
        }
        IPAddress site = parsed.isIPv6() ? parsed.toPrefixBlock(IPV6_SITE) : parsed;
        return site.toCanonicalString();
    }
}
