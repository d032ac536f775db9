package messaging.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import inet.ipaddr.IPAddressString;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// S-API-9
class TrustedProxiesTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,            10.1.2.3,         true",
        "10.0.0.0/8,            11.1.2.3,         false",
        "192.168.1.5,           192.168.1.5,      true",
        "192.168.1.5,           192.168.1.50,     false",
        "::1,                   0:0:0:0:0:0:0:1,  true",
        "::1,                   127.0.0.1,        false",
        "fd00::/8,              fd12:3456::7,     true",
        "fd00::/8,              fe80::7,          false",
        "0.0.0.0/0,             203.0.113.9,      true",
        "0.0.0.0/0,             2001:db8::1,      false",
        "10.0.0.0/8;::1,        ::1,              true",
        "10.0.0.0/8,            proxy,            false",
        "10.0.0.0/8,            '',               false",
        "10.0.0.0/8,            *,                false",
    })
    void onlyConfiguredRangesAreTrusted(String ranges, String address, boolean trusted) {
        var proxies = new TrustedProxies(
                Arrays.stream(ranges.split(";")).map(IPAddressString::new).toList());
        assertEquals(trusted, proxies.trusts(address));
    }

    @Test
    void noProxyIsTrustedByDefault() {
        assertFalse(new TrustedProxies(List.of()).trusts("127.0.0.1"));
    }
}
