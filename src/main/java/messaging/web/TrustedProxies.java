package messaging.web;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.List;

/** The proxies whose forwarded headers are trusted. */
final class TrustedProxies {
    // By default, the library parses an empty text as the loopback address, among other things.
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
     * Returns the client's address according to {@code X-Forwarded-For}: the nearest address that is not a trusted
     * proxy. Values before it are ignored, because the client itself may have written them.
     *
     * @param header value of the header
     * @param nearest address of the peer
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
