package messaging.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import messaging.it.Account;
import messaging.it.ApiResponse;
import messaging.it.RawHttp;
import messaging.it.TestEnvironment;
import messaging.it.TestStage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Links behind a reverse proxy. */
class ForwardedIT {

    private static final String UNTRUSTED = "127.0.0.1";
    private static Account ama;

    @BeforeAll
    static void fill() {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(TestEnvironment.TRUSTED_PROXY, 0));
        } catch (IOException e) {
            abort("This system has no second loopback address " + TestEnvironment.TRUSTED_PROXY);
        }
        ama = Account.register();
        IntStream.range(0, 2).forEach(i -> ama.createConversation("Forwarded"));
    }

    @Test // S-API-9
    void aTrustedProxySaysWhatTheClientSees() {
        assertEquals(
                "https://localhost/",
                linkFrom(TestEnvironment.TRUSTED_PROXY, "X-Forwarded-Proto: https", "X-Forwarded-Host: localhost"));
        assertEquals(
                "https://localhost:8443/",
                linkFrom(
                        TestEnvironment.TRUSTED_PROXY,
                        "X-Forwarded-Proto: https",
                        "X-Forwarded-Host: localhost",
                        "X-Forwarded-Port: 8443"));
        // The client may add values of its own; the nearest proxy's stand last.
        assertEquals(
                "https://localhost:444/",
                linkFrom(
                        TestEnvironment.TRUSTED_PROXY,
                        "X-Forwarded-Proto: http, https",
                        "X-Forwarded-Host: evil.example, localhost:444"));
    }

    @Test // S-API-9
    void anybodyElseSaysNothing() {
        assertEquals(
                TestStage.url(), linkFrom(UNTRUSTED, "X-Forwarded-Proto: https", "X-Forwarded-Host: evil.example:444"));
        assertEquals(TestStage.url(), linkFrom(UNTRUSTED, "Forwarded: host=evil.example;proto=https"));
        assertEquals(TestStage.url(), linkFrom(UNTRUSTED, "$WSSN: evil.example", "$WSSP: 444", "$WSSC: https"));
    }

    @Test // S-API-9
    void nonsenseFromATrustedProxyIsIgnored() {
        for (String nonsense : List.of(
                "X-Forwarded-Proto: ftp",
                "X-Forwarded-Host: a/b",
                "X-Forwarded-Host: localhost:999999",
                "X-Forwarded-Port: 99999",
                "X-Forwarded-Port: -1",
                "X-Forwarded-Host: ")) {
            assertEquals(TestStage.url(), linkFrom(TestEnvironment.TRUSTED_PROXY, nonsense), nonsense);
        }
    }

    @Test // S-RUN-2
    void answersForItsOwnHostsOnly() {
        list(TestEnvironment.TRUSTED_PROXY, host(), List.of("X-Forwarded-Host: evil.example"))
                .expectProblem(400);
        list(UNTRUSTED, "evil.example", List.of()).expectProblem(400);
        list(UNTRUSTED, "localhost.evil.example", List.of()).expectProblem(400);
        RawHttp.send(UNTRUSTED, "GET /api/v1/health/ HTTP/1.1", "Host: 10.0.0.1", "Connection: close")
                .orElseThrow()
                .expect(200);
    }

    private static String linkFrom(String address, String... headers) {
        ApiResponse answer = list(address, host(), List.of(headers)).expect(200);
        return answer.get("next").textValue().replaceFirst("api/v1/.*", "");
    }

    private static String host() {
        return URI.create(TestStage.url()).getAuthority();
    }

    private static ApiResponse list(String address, String host, List<String> headers) {
        List<String> lines = new ArrayList<>();
        lines.add("GET /api/v1/conversations/?limit=1 HTTP/1.1");
        lines.add("Host: " + host);
        lines.add("Authorization: Bearer " + ama.access());
        lines.add("Connection: close");
        lines.addAll(headers);
        return RawHttp.send(address, lines.toArray(String[]::new)).orElseThrow();
    }
}
