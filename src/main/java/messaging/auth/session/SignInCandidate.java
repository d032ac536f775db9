package messaging.auth.session;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import messaging.user.SignInLimits;

/** What the database knows about a username with which a client wants to sign in. */
public final class SignInCandidate {
    private final String collationKey;
    private final SignInAccount account;
    private final Set<String> knownNetworks;

    /**
     * Creates a candidate.
     *
     * @param collationKey of the username as the client spells it
     * @param account null if no account has the username, or it has no password
     * @param addresses from which the account had sessions recently
     */
    SignInCandidate(String collationKey, SignInAccount account, Stream<String> addresses) {
        this.collationKey = Objects.requireNonNull(collationKey);
        this.account = account;
        knownNetworks = addresses.map(SignInLimits::site).collect(Collectors.toUnmodifiableSet());
    }

    public String collationKey() {
        return collationKey;
    }

    public Optional<SignInAccount> account() {
        return Optional.ofNullable(account);
    }

    /** Returns whether the account had a session recently from the network of an address. */
    public boolean isKnownNetwork(String address) {
        return knownNetworks.contains(SignInLimits.site(address));
    }
}
