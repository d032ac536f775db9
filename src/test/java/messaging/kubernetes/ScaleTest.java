package messaging.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kubectl-0x01} (S-K8S-3). */
class ScaleTest extends ReleaseScripts {
    // S-K8S-3
    @Test
    void loadIsDistributedOverPods() throws Exception {
        program("wrk", "echo \"wrk $*\" >>\"$TMPDIR/wrk.log\"; echo 'Requests/sec:    100.50'");
        var output = run(0, "kubectl-0x01").output();
        assertEquals("3", cluster.value("Deployment", "messaging-app", ".spec.replicas"));
        assertTrue(output.contains("Scale messaging-app from 2 to 3 replicas"), output);
        assertTrue(output.contains("In total: 301.50 requests per second"), output);
        for (String part : List.of("== Pods", "== Resource usage", "== Autoscaler")) {
            assertTrue(output.contains(part), output);
        }
        var loads = Files.readAllLines(folder.resolve("wrk.log"));
        assertEquals(3, loads.size());
        assertTrue(
                loads.stream().allMatch(load -> load.startsWith("wrk --threads 1 --connections 4 --duration 30s")),
                loads.toString());
    }

    @Test
    void argumentsArePositional() throws Exception {
        program("wrk", "echo \"wrk $*\"; echo 'Requests/sec:    1.00'");
        var output = run(
                        0,
                        "kubectl-0x01 messaging messaging-app messaging-app-service 4 90 2 8 --url http://messaging-app.local/")
                .output();
        assertEquals("4", cluster.value("Deployment", "messaging-app", ".spec.replicas"));
        assertTrue(
                output.contains(
                        "wrk --threads 2 --connections 8 --duration 90s --timeout 15s --latency http://messaging-app.local/api/v1/health/"),
                output);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 11})
    void scaleBeyondAutoscalerIsRefused(int replicas) throws Exception {
        var errors = run(4, "kubectl-0x01 messaging messaging-app messaging-app-service " + replicas)
                .errors();
        assertTrue(errors.contains("the autoscaler messaging-app keeps messaging-app between 2 and 10"), errors);
        assertEquals("2", cluster.value("Deployment", "messaging-app", ".spec.replicas"));
    }

    @Test
    void podsThatDoNotBecomeReadyAreReported() throws Exception {
        cluster.breakImage("messaging-app:latest");
        assertTrue(run(1, "kubectl-0x01").errors().contains("set to 3 replicas, but they do not become ready"));
    }

    @Test
    void rejectedScaleIsReported() throws Exception {
        cluster.refuse("^scale ", 1, "Error from server (Forbidden)");
        assertTrue(run(1, "kubectl-0x01").errors().contains("still has 2 replicas"));
    }

    @ParameterizedTest
    @CsvSource({
        "exit 1,wrk failed",
        "echo '  Non-2xx or 3xx responses: 7',some requests failed",
        "'echo \"  Socket errors: connect 0, read 3, write 0, timeout 1\"',some requests failed"
    })
    void failedLoadIsReported(String wrk, String message) throws Exception {
        program("wrk", wrk);
        assertTrue(run(1, "kubectl-0x01").errors().contains(message + ""));
    }

    @Test
    void missingMetricsServerIsReported() throws Exception {
        cluster.refuse("^top ", 1, "error: Metrics API not available");
        assertTrue(run(0, "kubectl-0x01 --no-load").errors().contains("metrics-server is missing"));
    }

    @Test
    void loadRequiresWrk() throws Exception {
        Files.delete(folder.resolve("wrk"));
        environment.put("PATH", folder + ":" + plainFolder());
        assertTrue(run(3, "kubectl-0x01").errors().contains("wrk is not on the PATH"));
        run(0, "kubectl-0x01 --no-load");
    }

    /** Links the usual programs of this machine, and no others. */
    private Path plainFolder() throws IOException {
        var plain = Files.createDirectory(folder.resolve("plain"));
        for (String name : List.of(
                "bash",
                "env",
                "cat",
                "sed",
                "awk",
                "wc",
                "tr",
                "sort",
                "mktemp",
                "rm",
                "readlink",
                "dirname",
                "od",
                "date",
                "sleep")) {
            var found = Arrays.stream(System.getenv("PATH").split(":"))
                    .map(each -> Path.of(each, name))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            program("plain/" + name, "exec " + found + " \"$@\"");
        }
        return plain;
    }

    @Test
    void loadRequiresReadyPods() throws Exception {
        cluster.patch("Service", SERVICE, "{\"spec\": {\"selector\": {\"version\": \"green\"}}}");
        assertTrue(run(1, "kubectl-0x01").errors().contains("the Service messaging-app-service has no ready pods"));
    }
}
