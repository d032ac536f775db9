package messaging.web;

import inet.ipaddr.IPAddressString;
import java.util.List;

/** The proxies whose forwarded headers count. */
final class TrustedProxies {
    private final List<IPAddressString> ranges;

    TrustedProxies(List<IPAddressString> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    boolean trusts(String address) {
        if (ranges.isEmpty()) {
            return false;
        }
        var candidate = new IPAddressString(address);
        return candidate.isIPAddress() && ranges.stream().anyMatch(range -> range.contains(candidate));
    }
}
