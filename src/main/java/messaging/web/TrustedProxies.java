package messaging.web;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.List;

/** The proxies whose forwarded headers count. */
final class TrustedProxies {
    // By default the library takes an empty text for the loopback address, among other courtesies.
    private static final IPAddressStringParameters ADDRESS = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowPrefix(false)
            .allow_inet_aton(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .toParams();

    private final List<IPAddressString> ranges;

    TrustedProxies(List<IPAddressString> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /**
     * The client's address by {@code X-Forwarded-For}: the nearest one that is no trusted proxy. What stands before it
     * was written by the client itself and counts for nothing.
     *
     * @param header value of the header
     * @param nearest address of the connection's other end
     * @return an address
     */
    String client(String header, String nearest) {
        var hops = header.split(",");
        var client = nearest;
        for (int i = hops.length - 1; i >= 0 && trusts(client); i--) {
            var hop = new IPAddressString(hops[i].strip(), ADDRESS);
            if (!hop.isIPAddress()) {
                return client;
            }
            client = hop.getAddress().toCanonicalString();
        }
        return client;
    }

    boolean trusts(String address) {
        if (ranges.isEmpty()) {
            return false;
        }
        var candidate = new IPAddressString(address, ADDRESS);
        return candidate.isIPAddress() && ranges.stream().anyMatch(range -> range.contains(candidate));
    }
}
