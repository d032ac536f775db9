package messaging.security;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.RawHttp;
import messaging.it.TestEnvironment;
import messaging.it.TestStage;

/** A client at a given network address, behind the proxy that the servers trust. */
final class Client {

    private final String address;
    private final URI server;

    private Client(String address, URI server) {
        this.address = address;
        this.server = server;
    }

    /** A client of the stage's own server. */
    static Client at(String address) {
        return new Client(address, URI.create(TestStage.url()));
    }

    /** The same client before another server. */
    Client before(String url) {
        return new Client(address, URI.create(url));
    }

    /** Sends a sign-in request. */
    ApiResponse signIn(String username, String password) {
        return post("token/", ApiRequest.object("username", username, "password", password));
    }

    /** Posts JSON to the API. */
    ApiResponse post(String path, Map<String, Object> body, String... headers) {
        byte[] content = ApiRequest.write(body).getBytes(StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>(List.of(
                "POST /api/v1/" + path + " HTTP/1.1",
                "Host: " + server.getAuthority(),
                "X-Forwarded-For: " + address,
                "Content-Type: application/json",
                "Content-Length: " + content.length,
                "Connection: close"));
        lines.addAll(List.of(headers));
        byte[] head = (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + content.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(content, 0, request, head.length, content.length);
        return RawHttp.send(TestEnvironment.TRUSTED_PROXY, server.getPort(), request)
                .orElseThrow();
    }
}
