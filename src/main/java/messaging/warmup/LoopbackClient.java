package messaging.warmup;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Sends requests to this server's own port. Java's HTTP client is not used: it cannot set a {@code Host} other than the
 * address, which may not be an allowed host, and would itself use time and memory to load.
 */
final class LoopbackClient {
    private static final int STATUS_INDEX = 1;

    private final InetSocketAddress address;
    private final String host;

    LoopbackClient(String address, int port, String host) {
        this.address = new InetSocketAddress(address, port);
        this.host = host;
    }

    /** Returns whether the port is open. */
    boolean canConnect(Duration timeout) {
        try (var socket = new Socket()) {
            socket.connect(address, millis(timeout));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * Sends a request on a new connection and reads the whole response.
     *
     * @param body JSON, or empty for none
     * @return the status
     * @throws IOException if there is no response in time
     */
    int send(String method, String path, Map<String, String> headers, String body, Duration timeout)
            throws IOException {
        try (var socket = new Socket()) {
            socket.connect(address, millis(timeout));
            socket.setSoTimeout(millis(timeout));
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            var head = method + " " + path + " HTTP/1.1\r\nHost: " + host
                    + "\r\nConnection: close\r\nAccept: application/json\r\n"
                    + headers.entrySet().stream()
                            .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                            .collect(Collectors.joining())
                    + (bytes.length == 0
                            ? "\r\n"
                            : "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n");
            var out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.flush();
            var response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return status(response);
        }
    }

    private static int status(String response) throws IOException {
        var words = response.lines().findFirst().orElse("").split(" ");
        try {
            return Integer.parseInt(words[STATUS_INDEX]);
        } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
            throw new IOException("The response has no status line", e);
        }
    }

    private static int millis(Duration timeout) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, timeout.toMillis()));
    }
}
