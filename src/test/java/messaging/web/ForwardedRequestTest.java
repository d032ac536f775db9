package messaging.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import inet.ipaddr.IPAddressString;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// S-API-9
class ForwardedRequestTest {
    private static final String PATH = "/api/v1/users/";

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // scheme, host, port: the URL that the client sees
                "-,     -,                     -,    http://backend:8000",
                "https, -,                     -,    https://backend",
                "https, chat.example.com,      -,    https://chat.example.com",
                "http,  chat.example.com,      -,    http://chat.example.com",
                "-,     chat.example.com,      -,    http://chat.example.com",
                "https, chat.example.com:8443, -,    https://chat.example.com:8443",
                "https, chat.example.com:443,  -,    https://chat.example.com",
                "https, chat.example.com,      8443, https://chat.example.com:8443",
                "https, chat.example.com:9000, 8443, https://chat.example.com:9000",
                "http,  chat.example.com,      80,   http://chat.example.com",
                "-,     -,                     9000, http://backend:9000",
                "https, '[::1]:9000',          -,    https://[::1]:9000",
                "https, '[2001:db8::1]',       -,    https://[2001:db8::1]",
            })
    void urlIsThatOfTheClient(String scheme, String host, String port, String url) {
        var headers = new HashMap<String, List<String>>();
        put(headers, "X-Forwarded-Proto", scheme);
        put(headers, "X-Forwarded-Host", host);
        put(headers, "X-Forwarded-Port", port);
        var request = forwarded(ExampleRequest.with(headers));
        assertEquals(url + PATH, request.getRequestURL().toString());
        assertEquals(url.startsWith("https"), request.isSecure());
        assertEquals(request.isSecure() ? "https" : "http", request.getScheme());
    }

    @Test
    void lastValueWins() {
        var request = forwarded(ExampleRequest.with(Map.of(
                "X-Forwarded-Proto", List.of("http, https"),
                "X-Forwarded-Host", List.of("evil.example, chat.example.com"))));
        assertEquals("https://chat.example.com" + PATH, request.getRequestURL().toString());
    }

    @Test
    void lastLineWins() {
        var request = forwarded(ExampleRequest.with(Map.of(
                "X-Forwarded-Proto", List.of("http", "https"),
                "X-Forwarded-Host", List.of("evil.example", "chat.example.com"))));
        assertEquals("chat.example.com", request.getServerName());
        assertTrue(request.isSecure());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a/b",
                "a@b",
                "a:b",
                "a:",
                ":80",
                "a:123456",
                "a:0",
                "a:65536",
                "[::1",
                "::1",
                "a\"b",
                "<b>",
                "a?b",
                "a#b"
            })
    void malformedHostIsIgnored(String host) {
        var request = forwarded(ExampleRequest.with(Map.of("X-Forwarded-Host", List.of(host))));
        assertEquals("http://backend:8000" + PATH, request.getRequestURL().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ftp", "HTTPS ://", "javascript", "https://"})
    void unknownSchemeIsIgnored(String scheme) {
        var request = forwarded(ExampleRequest.with(Map.of("X-Forwarded-Proto", List.of(scheme))));
        assertEquals("http", request.getScheme());
        assertFalse(request.isSecure());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "0", "65536", "99999", "123456", "80 80"})
    void malformedPortIsIgnored(String port) {
        var request = forwarded(ExampleRequest.with(Map.of("X-Forwarded-Port", List.of(port))));
        assertEquals(8000, request.getServerPort());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                // value of the header, address of the client
                "-                                  | 10.0.0.1",
                "203.0.113.9                        | 203.0.113.9",
                "198.51.100.1, 203.0.113.9          | 203.0.113.9",
                "198.51.100.1, 203.0.113.9, 10.0.0.2| 203.0.113.9",
                "10.0.0.3, 10.0.0.2                 | 10.0.0.3",
                "2001:db8:0:0::7                    | 2001:db8::7",
                "203.0.113.9, unknown               | 10.0.0.1",
                "203.0.113.9, unknown, 10.0.0.2     | 10.0.0.2",
                "''                                 | 10.0.0.1",
                ",,,                                | 10.0.0.1",
            })
    void clientIsNearestUntrustedAddress(String header, String client) {
        var headers = new HashMap<String, List<String>>();
        put(headers, "X-Forwarded-For", header);
        assertEquals(client, forwarded(ExampleRequest.with(headers)).getRemoteAddr());
    }

    @Test
    void headerLinesFormOneList() {
        var headers = Map.of("X-Forwarded-For", List.of("198.51.100.1", "203.0.113.9", "10.0.0.2"));
        assertEquals("203.0.113.9", forwarded(ExampleRequest.with(headers)).getRemoteAddr());
    }

    private static ForwardedRequest forwarded(HttpServletRequest request) {
        return ForwardedRequest.of(request, new TrustedProxies(List.of(new IPAddressString("10.0.0.0/8"))));
    }

    private static void put(Map<String, List<String>> headers, String name, String value) {
        if (value != null) {
            headers.put(name, List.of(value));
        }
    }
}
