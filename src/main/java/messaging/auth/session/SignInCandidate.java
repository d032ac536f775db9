package messaging.auth.session;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import messaging.user.SignInLimits;

/** The account, if any, with which a client tries to sign in, and its known networks. */
public final class SignInCandidate {
    private final String collationKey;
    private final SignInAccount account;
    private final Set<String> knownNetworks;

    /**
     * Creates a candidate.
     *
     * @param collationKey of the username that the client sent
     * @param account null if the username is unknown, or the account has no password
     * @param addresses of the account's recent sessions
     */
    public SignInCandidate(String collationKey, SignInAccount account, Stream<String> addresses) {
        this.collationKey = Objects.requireNonNull(collationKey);
        this.account = account;
        knownNetworks = addresses.map(SignInLimits::network).collect(Collectors.toUnmodifiableSet());
    }

    public String collationKey() {
        return collationKey;
    }

    public Optional<SignInAccount> account() {
        return Optional.ofNullable(account);
    }

    /** Returns whether the account recently had a session from the network of an address. */
    public boolean isKnownNetwork(String address) {
        return knownNetworks.contains(SignInLimits.network(address));
    }
}
