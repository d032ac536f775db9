package messaging.user;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import messaging.settings.Settings;
import messaging.throttle.Limit;

/** How often somebody may guess at a password: at an account, and from an address at all accounts together. */
@ApplicationScoped
public class SignInLimits {
    private static final int IPV6_SITE = 64;

    @Inject
    private Users users;

    @Inject
    private Settings settings;

    /**
     * For everybody at an address.
     *
     * @param address of the client
     * @return the allowance
     */
    public Limit from(String address) {
        return limit("sign-in/address/" + site(address), settings.attempts().perAddress());
    }

    /**
     * Returns the limit of an account for all unknown networks together. A username that no account has is limited in the
     * same way.
     *
     * @param collationKey of the username, see {@link Users#collationKey}
     * @return the limit
     */
    public Limit unknownNetwork(String collationKey) {
        return account(collationKey, "");
    }

    /**
     * Returns the limit of an account for a network from which its owner signed in recently.
     *
     * @param collationKey of the username
     * @param address of the client
     * @return the limit
     */
    public Limit knownNetwork(String collationKey, String address) {
        return account(collationKey, "/from/" + site(address));
    }

    /**
     * Returns the limit for users who are signed in to an account and prove again that it is theirs.
     *
     * @param username in any spelling that the database considers the same
     * @return the limit
     */
    public Limit signedIn(String username) {
        return account(users.collationKey(username), "/signed-in");
    }

    private Limit account(String collationKey, String who) {
        return limit(
                "sign-in/account/" + collationKey + who, settings.attempts().perAccount());
    }

    private Limit limit(String subject, int attempts) {
        return Limit.evenly(subject, attempts, settings.attempts().window());
    }

    /**
     * The network that one household or company has to guess from: with IPv6 that is 64 bits.
     *
     * @param address of a client
     * @return the same text for all addresses of its network
     */
    public static String site(String address) {
        var parsed = new IPAddressString(address).getAddress();
        if (parsed == null) {
            return address;
        }
        // An address of IPv4 inside one of IPv6 has not the whole network of them for neighbors.
        IPAddress plain = parsed.isIPv6() && parsed.toIPv6().isIPv4Mapped()
                ? parsed.toIPv6().getEmbeddedIPv4Address()
                : parsed;
        return (plain.isIPv6() ? plain.toPrefixBlock(IPV6_SITE) : plain).toCanonicalString();
    }
}
