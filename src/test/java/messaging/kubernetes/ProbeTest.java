package messaging.kubernetes;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import messaging.it.Tools;
import messaging.launch.Ports;
import org.junit.jupiter.api.Test;

/**
 * The program of the probe's pod on real connections (S-K8S-5): it distinguishes refused connections, slow responses
 * and errors.
 */
class ProbeTest extends ReleaseScripts {
    private interface Server {
        void answer(Socket client) throws IOException, InterruptedException;
    }

    // S-K8S-5
    @Test
    void responseReportsStatusAndTime() throws Exception {
        assertTrue(outcome(client -> respond(client, "200 OK")).matches("200 \\d{1,4}"));
        assertTrue(outcome(client -> respond(client, "503 Service Unavailable")).matches("503 \\d{1,4}"));
        assertTrue(outcome(client -> respond(client, "404 Not Found")).matches("404 \\d{1,4}"));
    }

    // S-K8S-5
    @Test
    void connectionWithoutResponseIsReported() throws Exception {
        var outcome = outcome(Socket::close);
        assertTrue(outcome.matches("closed \\d{1,4}"), outcome);
    }

    // S-K8S-5
    @Test
    void refusedConnectionIsReported() throws Exception {
        var outcome = ask(Ports.free());
        assertTrue(outcome.matches("refused \\d{1,4}"), outcome);
    }

    // S-K8S-5: with a limit of 1 s instead of 15 s
    @Test
    void timeoutIsReported() throws Exception {
        program("timeout", "shift; exec env PATH=/usr/bin:/bin timeout 1 \"$@\"");
        var outcome = outcome(client -> client.getInputStream().readAllBytes());
        assertTrue(outcome.matches("timeout 1\\d{3}"), outcome);
    }

    // S-K8S-5
    @Test
    void slowResponseIsReportedAsResponse() throws Exception {
        var outcome = outcome(client -> {
            TimeUnit.MILLISECONDS.sleep(2_100);
            respond(client, "200 OK");
        });
        assertTrue(outcome.matches("200 [23]\\d{3}"), outcome);
    }

    private static void respond(Socket client, String status) throws IOException {
        client.getOutputStream()
                .write(("HTTP/1.1 " + status + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
                        .getBytes(StandardCharsets.US_ASCII));
        client.shutdownOutput();
        client.getInputStream().readAllBytes();
    }

    private String outcome(Server server) throws Exception {
        try (var socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            var thread = new Thread(() -> {
                while (!socket.isClosed()) {
                    try (var client = socket.accept()) {
                        server.answer(client);
                    } catch (IOException | InterruptedException e) {
                        // The probe has ended or timed out.
                        continue;
                    }
                }
            });
            thread.setDaemon(true);
            thread.start();
            return ask(socket.getLocalPort());
        }
    }

    /** Returns the first logged outcome, without its time. */
    private String ask(int port) throws Exception {
        if (cluster.probeCommand().isEmpty()) {
            serveBlue();
        }
        var command = cluster.probeCommand();
        var process = Shell.start(
                Map.of("PATH", folder + ":" + System.getenv("PATH")),
                List.of(
                        Tools.require("bash").toString(),
                        "-c",
                        command.get(2).toString(),
                        "probe",
                        "127.0.0.1",
                        String.valueOf(port)));
        try (var lines = process.inputReader()) {
            var line = lines.readLine();
            assertTrue(line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ .*"), line);
            return line.substring(line.indexOf(' ') + 1);
        } finally {
            process.destroy();
            process.waitFor();
        }
    }
}
