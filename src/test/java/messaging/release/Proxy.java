package messaging.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import messaging.it.Eventually;
import messaging.it.Tools;
import messaging.launch.Ports;

/**
 * HAProxy as a cluster's Service: it sends requests to the ready servers of one color, asks readiness itself, and never
 * tries a failed request again.
 */
final class Proxy implements AutoCloseable {

    enum Colour {
        BLUE,
        GREEN;

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int SLOTS = 2;

    private final Path folder;
    private final int port = Ports.free();
    private final Process process;

    /** Starts it; the folder may hold nothing else, and its path must be short. */
    Proxy(Path folder) throws IOException {
        String program = Tools.require("haproxy").toString();
        this.folder = folder;
        Files.writeString(folder.resolve("service.map"), "service blue\n");
        Files.writeString(folder.resolve("haproxy.cfg"), configuration());
        process = new ProcessBuilder(
                        program, "-db", "-f", folder.resolve("haproxy.cfg").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("haproxy.log").toFile())
                .start();
    }

    private String configuration() {
        return """
                global
                    stats socket %1$s/control mode 600 level admin
                defaults
                    mode http
                    timeout connect 10s
                    timeout client 120s
                    timeout server 120s
                    timeout check 20s
                    retries 0
                frontend service
                    bind 127.0.0.1:%2$d
                    use_backend %%[str(service),map(%1$s/service.map)]
                %3$s
                %4$s
                """.formatted(folder, port, backend(Colour.BLUE), backend(Colour.GREEN));
    }

    // Two servers of a color at the same time, as during a rolling update.
    private static String backend(Colour colour) {
        String servers = IntStream.range(0, SLOTS)
                .mapToObj(slot ->
                        "    server slot%d 127.0.0.1:1 check inter 300ms fall 2 rise 1 disabled".formatted(slot))
                .collect(Collectors.joining("\n"));
        return """
                backend %s
                    option httpchk GET /health/ready
                    http-check expect status 200
                %s
                """.formatted(colour.label(), servers);
    }

    /** Where clients send their requests, with a slash at the end. */
    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** Puts a server into a slot of a color; it gets requests once it is ready. */
    void add(Colour colour, int slot, String serverUrl) {
        String server = colour.label() + "/slot" + slot;
        control("set server " + server + " addr 127.0.0.1 port "
                + URI.create(serverUrl).getPort());
        control("set server " + server + " state ready");
        Eventually.holds(server + " is ready", () -> status(colour, slot).equals("UP"));
    }

    /** Whether a server gets new requests. */
    boolean serves(Colour colour, int slot) {
        return status(colour, slot).equals("UP");
    }

    /** Removes a stopped server from its slot. */
    void remove(Colour colour, int slot) {
        control("set server " + colour.label() + "/slot" + slot + " state maint");
    }

    /** Sends all new requests to the other color, like a change of a Service's selector. */
    void switchTo(Colour colour) {
        control("set map " + folder.resolve("service.map") + " service " + colour.label());
    }

    private String status(Colour colour, int slot) {
        return control("show stat")
                .lines()
                .map(line -> List.of(line.split(",", -1)))
                .filter(row -> row.size() > 17
                        && row.get(0).equals(colour.label())
                        && row.get(1).equals("slot" + slot))
                .map(row -> row.get(17))
                .findFirst()
                .orElse("unknown");
    }

    private String control(String command) {
        var address = UnixDomainSocketAddress.of(folder.resolve("control"));
        Eventually.holds("HAProxy runs", () -> Files.exists(address.getPath()));
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(address);
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
