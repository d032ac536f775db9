package messaging.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// S-RUN-2
class AllowedHostsTest {
    @ParameterizedTest
    @CsvSource({
        "localhost,         localhost,            true",
        "localhost,         LOCALHOST,            true",
        "localhost,         localhost.evil.com,   false",
        "localhost,         evil.com,             false",
        "localhost,         '',                   false",
        ".example.com,      example.com,          true",
        ".example.com,      a.example.com,        true",
        ".example.com,      A.B.Example.COM,      true",
        ".example.com,      badexample.com,       false",
        ".example.com,      example.com.evil.com, false",
        "*,                 anything.at.all,      true",
        "'*.example.com',   a.example.com,        false",
        "[::1],             ::1,                  true",
        "[::1],             [::1],                true",
        "127.0.0.1,         127.0.0.1,            true",
        "127.0.0.1,         127.0.0.11,           false",
    })
    void onlyAllowedHostsAreAccepted(String pattern, String host, boolean allowed) {
        assertEquals(allowed, new AllowedHosts(List.of("other.example", pattern)).allows(host));
    }
}
