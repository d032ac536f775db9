package messaging.user;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import messaging.settings.Settings;
import messaging.throttle.RateLimit;

/** The rate limits of password checks: per account, and per address for all accounts together. */
@ApplicationScoped
public class SignInLimits {
    private static final int IPV6_NETWORK_BITS = 64;

    private Users users;
    private Settings settings;

    /** For CDI's proxy. */
    protected SignInLimits() {}

    @Inject
    SignInLimits(Users users, Settings settings) {
        this.users = users;
        this.settings = settings;
    }

    /**
     * Returns the limit of a client's network for all accounts together.
     *
     * @param address of the client
     * @return the limit
     */
    public RateLimit perAddress(String address) {
        return limit("sign-in/address/" + network(address), settings.attempts().perAddress());
    }

    /**
     * Returns the limit of an account for all unknown networks together. The limit is the same whether or not an account
     * has the username.
     *
     * @param collationKey of the username, see {@link Users#collationKey}
     * @return the limit
     */
    public RateLimit unknownNetwork(String collationKey) {
        return perAccount(collationKey, "");
    }

    /**
     * Returns the limit of an account for a network from which its user signed in recently.
     *
     * @param collationKey of the username
     * @param address of the client
     * @return the limit
     */
    public RateLimit knownNetwork(String collationKey, String address) {
        return perAccount(collationKey, "/from/" + network(address));
    }

    /**
     * Returns the limit for users who are signed in and enter their current password again.
     *
     * @param username in any spelling that the database considers the same
     * @return the limit
     */
    public RateLimit signedIn(String username) {
        return perAccount(users.collationKey(username), "/signed-in");
    }

    private RateLimit perAccount(String collationKey, String origin) {
        return limit(
                "sign-in/account/" + collationKey + origin, settings.attempts().perAccount());
    }

    private RateLimit limit(String subject, int attempts) {
        return RateLimit.of(subject, attempts, settings.attempts().window());
    }

    /**
     * Returns the network from which a household or company sends its requests: with IPv6, the first 64 bits.
     *
     * @param address of a client
     * @return the same text for all addresses of the network
     */
    public static String network(String address) {
        var parsed = new IPAddressString(address).getAddress();
        if (parsed == null) {
            return address;
        }
        // IPv4-mapped addresses share their first 64 bits without sharing a network.
        IPAddress unmapped = parsed.isIPv6() && parsed.toIPv6().isIPv4Mapped()
                ? parsed.toIPv6().getEmbeddedIPv4Address()
                : parsed;
        return (unmapped.isIPv6() ? unmapped.toPrefixBlock(IPV6_NETWORK_BITS) : unmapped).toCanonicalString();
    }
}
