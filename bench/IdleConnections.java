import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What does a connection cost that is open and silent, and does it hold up others?
 * java bench/IdleConnections.java [url] [process id of the server] [connections]
 */
public class IdleConnections {
    private static final int USERS = 50;
    private static final int MESSAGES = 100;
    private static final String PASSWORD = "a password of the bench";
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static URI root;
    private static long server;

    public static void main(String[] arguments) throws Exception {
        root = URI.create(arguments[0].replaceFirst("/?$", "/"));
        server = Long.parseLong(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            tokens.add(register());
        }
        double alone = deliveryMillis(tokens);
        long heap = heapKib();
        long rss = rssKib();
        System.out.printf("before:  heap %,d KiB, RSS %,d KiB, delivery %.2f ms (median)%n", heap, rss, alone);
        for (boolean socket : new boolean[] {false, true}) {
            List<Socket> open = open(count, tokens, socket);
            double among = deliveryMillis(tokens);
            long heapThen = heapKib();
            long rssThen = rssKib();
            System.out.printf(
                    "%,d %s: heap %,d KiB, %.1f KiB each; RSS %,d KiB, %.1f KiB each; delivery %.2f ms, ratio %.2f%n",
                    open.size(), socket ? "WebSockets" : "event streams",
                    heapThen, (double) (heapThen - heap) / count, rssThen, (double) (rssThen - rss) / count,
                    among, among / alone);
            for (Socket one : open) {
                one.close();
            }
            Thread.sleep(5_000); // The server notices.
        }
    }

    private static List<Socket> open(int count, List<String> tokens, boolean socket) throws Exception {
        var threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Socket>> all = IntStream.range(0, count)
                    .<Callable<Socket>>mapToObj(i -> () -> connect(tokens.get(i % tokens.size()), socket))
                    .toList();
            List<Socket> open = new ArrayList<>();
            for (var one : threads.invokeAll(all)) {
                open.add(one.get());
            }
            return open;
        } finally {
            threads.shutdown();
        }
    }

    private static Socket connect(String token, boolean upgrade) throws Exception {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(root.getHost(), root.getPort()));
        socket.setSoTimeout(120_000);
        String head = "GET /api/v1/" + (upgrade ? "ws" : "events/") + " HTTP/1.1\r\nHost: " + root.getAuthority()
                + "\r\nAuthorization: Bearer " + token + "\r\n"
                + (upgrade
                        ? "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
                        : "\r\n");
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        InputStream stream = socket.getInputStream();
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf("\"caught_up\"") < 0) {
            int one = stream.read();
            if (one < 0) {
                throw new IllegalStateException("Refused: " + seen);
            }
            seen.append((char) one);
        }
        return socket;
    }

    /** Time from the send to the event at another participant. */
    private static double deliveryMillis(List<String> tokens) throws Exception {
        String sender = tokens.get(0);
        String reader = register();
        long readerId = number(get("users/me/", reader), "\"id\":(\\d+)");
        long conversation = number(post("conversations/", sender, "{\"participants\":[" + readerId + "]}"), "\"id\":(\\d+)");
        double[] millis = new double[MESSAGES];
        try (Socket socket = connect(reader, false);
                var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = -MESSAGES / 2; i < MESSAGES; i++) {
                String words = "number " + i;
                long begin = System.nanoTime();
                post("conversations/" + conversation + "/messages/", sender, "{\"content\":\"" + words + "\"}");
                while (!lines.readLine().contains("\"" + words + "\"")) {
                    // Chunks and other frames.
                }
                if (i >= 0) {
                    millis[i] = (System.nanoTime() - begin) / 1e6;
                }
            }
        }
        Arrays.sort(millis);
        return millis[MESSAGES / 2];
    }

    private static String register() throws Exception {
        String name = "b" + UUID.randomUUID().toString().substring(0, 13);
        post("users/", "", "{\"username\":\"" + name + "\",\"email\":\"" + name + "@example.com\",\"password\":\"" + PASSWORD
                + "\"}");
        Matcher token = Pattern.compile("\"access\":\"([^\"]+)\"")
                .matcher(post("token/", "", "{\"username\":\"" + name + "\",\"password\":\"" + PASSWORD + "\"}"));
        token.find();
        return token.group(1);
    }

    private static String get(String path, String token) throws Exception {
        return HTTP.send(
                        HttpRequest.newBuilder(root.resolve("api/v1/" + path)).header("Authorization", "Bearer " + token).build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static String post(String path, String token, String body) throws Exception {
        var request = HttpRequest.newBuilder(root.resolve("api/v1/" + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString()).body();
    }

    private static long heapKib() throws Exception {
        run("GC.run");
        run("GC.run");
        return number(run("GC.heap_info"), "used (\\d+)K");
    }

    private static String run(String command) throws Exception {
        Process process = new ProcessBuilder("jcmd", Long.toString(server), command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static long rssKib() throws Exception {
        return number(Files.readString(Path.of("/proc/" + server + "/status")), "VmRSS:\\s+(\\d+) kB");
    }

    private static long number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(text);
        }
        return Long.parseLong(matcher.group(1));
    }
}
