package messaging.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import messaging.it.Tools;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the release scripts on a fake cluster, each test on its own. */
@Execution(ExecutionMode.CONCURRENT)
abstract class ReleaseScripts {
    static final Path K8S = ManifestsTest.K8S.toAbsolutePath();
    static final String SERVICE = "messaging-app-service";
    static final String OLD = "registry.example.com/messaging-app:1.0";
    static final String NEW = "registry.example.com/messaging-app:1.1";
    private static final Set<String> READING =
            Set.of("get", "auth", "rollout status", "logs", "wait", "port-forward", "top", "kustomize");

    @TempDir
    Path folder;

    final Map<String, String> environment = new HashMap<>();
    FakeCluster cluster;
    FakeApi api;

    @BeforeEach
    void open() throws IOException {
        Tools.require("bash");
        cluster = new FakeCluster(folder);
        api = new FakeApi();
        cluster.forwardTo(api.address());
        environment.putAll(cluster.environment());
        // The fake cluster needs no waiting time.
        program("sleep", "exec env PATH=/usr/bin:/bin sleep 0.02");
        program("wrk", "echo 'Requests/sec:    100.50'");
        cluster.apply(Kustomization.build(K8S).stream()
                .filter(manifest -> Set.of("Service", "HorizontalPodAutoscaler", "Deployment")
                        .contains(manifest.kind()))
                .toList());
    }

    @AfterEach
    void close() throws IOException {
        cluster.close();
        api.close();
        assertEquals(List.of(), cluster.unknown(), "a command that the fake cluster does not know");
        assertEquals(Set.of(), cluster.probes(), "a probe was left behind");
        try (var files = Files.list(folder)) {
            assertEquals(
                    List.of(),
                    files.map(Path::getFileName)
                            .map(Path::toString)
                            .filter(name -> name.matches("kubectl-0x0.\\.[^l].*"))
                            .toList(),
                    "a folder was left behind");
        }
    }

    void program(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.writeString(file, "#!" + Tools.require("bash") + "\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Process start(String... command) {
        return Shell.start(environment, words(command));
    }

    /** Starts a script that the test interrupts. */
    Process startInterruptible(String... command) throws InterruptedException {
        return Shell.startInterruptible(environment, words(command));
    }

    private static List<String> words(String... command) {
        var words = new ArrayList<>(List.of(command));
        words.set(0, K8S.resolve(words.get(0)).toString());
        return words;
    }

    /** Runs a script and checks its exit code. */
    Shell run(int code, String command) throws InterruptedException {
        return run(code, command.split(" "));
    }

    /** Runs a script with arguments that may be empty or contain blanks. */
    Shell run(int code, String... command) throws InterruptedException {
        var ended = Shell.end(start(command));
        assertEquals(code, ended.code(), String.join(" ", command) + "\n" + ended.output() + ended.errors());
        // A failure is reported in one line, and bash itself reports none.
        assertFalse(Pattern.compile("(?m): line \\d+:").matcher(ended.errors()).find(), ended.errors());
        if (code != 0) {
            assertTrue(ended.errors().contains(command[0] + ": "), ended.errors());
        }
        return ended;
    }

    /** Runs a script from a hook of the fake cluster. */
    Shell unchecked(int code, String command) {
        try {
            return run(code, command);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String image(String color) {
        return cluster.value("Deployment", "messaging-app-" + color, ".spec.template.spec.containers[0].image");
    }

    String serving() {
        return cluster.value("Service", SERVICE, ".spec.selector.version");
    }

    List<String> changes() {
        return cluster.calls().stream()
                .filter(call -> READING.stream().noneMatch(call::startsWith))
                .toList();
    }

    /** Makes blue serve the old image, after stable. */
    void serveBlue() throws InterruptedException {
        run(0, "kubectl-0x02 deploy blue --image " + OLD);
        run(0, "kubectl-0x02 verify blue");
        run(0, "kubectl-0x02 switch blue --watch 0");
    }

    static void interrupt(AtomicReference<Process> process) {
        while (process.get() == null) {
            Thread.onSpinWait();
        }
        try {
            Shell.run(Map.of(), "kill", "-INT", String.valueOf(process.get().pid()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
