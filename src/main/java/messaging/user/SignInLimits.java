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
     * For strangers at an account, all together. A name that no account has is counted just the same.
     *
     * @param username in any spelling that the database takes for the same
     * @return the allowance
     */
    public Limit ofStrangers(String username) {
        return atAccount(username, "");
    }

    /**
     * For those at an account who come from where its owner signed in lately.
     *
     * @param username as above
     * @param address of the client
     * @return the allowance
     */
    public Limit ofNeighbours(String username, String address) {
        return atAccount(username, "/from/" + site(address));
    }

    /**
     * For those who are signed in to an account and want to prove once more whose it is.
     *
     * @param username as above
     * @return the allowance
     */
    public Limit ofSignedIn(String username) {
        return atAccount(username, "/signed-in");
    }

    private Limit atAccount(String username, String who) {
        return limit(
                "sign-in/account/" + users.spelling(username) + who,
                settings.attempts().perAccount());
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
        // An address of IPv4 inside one of IPv6 has not the whole network of them for neighbours.
        IPAddress plain = parsed.isIPv6() && parsed.toIPv6().isIPv4Mapped()
                ? parsed.toIPv6().getEmbeddedIPv4Address()
                : parsed;
        return (plain.isIPv6() ? plain.toPrefixBlock(IPV6_SITE) : plain).toCanonicalString();
    }
}
