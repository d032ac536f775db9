package messaging.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sends raw bytes on a socket, for requests that no HTTP client would send. */
public final class RawHttp {

    private static final int TIMEOUT_MILLIS = 60_000;
    private static final String LOOPBACK = "127.0.0.1";

    private RawHttp() {}

    /** Sends the bytes from this machine's usual address. */
    public static Optional<ApiResponse> send(byte[] request) {
        return send(LOOPBACK, request);
    }

    /** Sends a request without a body; its lines are separated by CR LF here. */
    public static Optional<ApiResponse> send(String from, String... lines) {
        return send(from, (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Sends the bytes and reads until the server closes the connection.
     *
     * @param from the client's address
     * @param request should ask for {@code Connection: close}
     * @return empty if the server closed the connection without a response
     */
    public static Optional<ApiResponse> send(String from, byte[] request) {
        return send(from, URI.create(TestStage.url()).getPort(), request);
    }

    /** The same to any server on this machine. */
    public static Optional<ApiResponse> send(String from, int port, byte[] request) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port));
            // Beside the reading: a server that never ends its answer may never read all of the request either.
            var writer = new Thread(() -> write(socket, request), "raw-http");
            writer.setDaemon(true);
            writer.start();
            return parse(read(socket.getInputStream()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    // The server may answer and close before it has read everything. It gets nothing more then.
    private static void write(Socket socket, byte[] request) {
        try {
            OutputStream stream = socket.getOutputStream();
            stream.write(request);
            stream.flush();
            socket.shutdownOutput();
        } catch (IOException closed) {
            return;
        }
    }

    private static byte[] read(InputStream stream) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8_192];
        try {
            while (!isEndless(all)) {
                int length = stream.read(buffer);
                if (length < 0) {
                    break;
                }
                all.write(buffer, 0, length);
            }
        } catch (IOException reset) {
            return all.toByteArray();
        }
        return all.toByteArray();
    }

    // A stream of live events has no end.
    private static boolean isEndless(ByteArrayOutputStream answer) {
        var text = answer.toString(StandardCharsets.ISO_8859_1);
        return text.contains("\r\n\r\n") && text.contains("Content-Type: text/event-stream");
    }

    private static Optional<ApiResponse> parse(byte[] bytes) {
        if (bytes.length == 0) {
            return Optional.empty();
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/") || end < 0) {
            throw new AssertionError("Not an HTTP response: " + text);
        }
        String[] head = text.substring(0, end).split("\r\n");
        int status = Integer.parseInt(head[0].split(" ")[1]);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : Arrays.asList(head).subList(1, head.length)) {
            String[] parts = line.split(":", 2);
            headers.computeIfAbsent(parts[0].strip(), name -> new ArrayList<>()).add(parts[1].strip());
        }
        byte[] body = text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
        boolean chunked = headers.getOrDefault("Transfer-Encoding", List.of()).contains("chunked");
        return Optional.of(new ApiResponse(status, headers, chunked ? joined(body) : body));
    }

    private static byte[] joined(byte[] chunks) {
        String text = new String(chunks, StandardCharsets.ISO_8859_1);
        StringBuilder body = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int line = text.indexOf("\r\n", at);
            int size = Integer.parseInt(text.substring(at, line).split(";")[0].strip(), 16);
            if (size == 0) {
                break;
            }
            body.append(text, line + 2, line + 2 + size);
            at = line + 2 + size + 2;
        }
        return body.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
