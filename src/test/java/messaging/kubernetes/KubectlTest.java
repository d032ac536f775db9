package messaging.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import messaging.it.Tools;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The release scripts with a real kubectl. Continuous integration installs a pinned one, and fails without it. */
@Execution(ExecutionMode.CONCURRENT)
class KubectlTest {
    private static final Path K8S = ManifestsTest.K8S.toAbsolutePath();
    private static final String OLD = "registry.example.com/messaging-app:1.0";
    private static final String NEW = "registry.example.com/messaging-app:1.1";

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private FakeCluster cluster;
    private FakeApi api;
    private FakeApiServer server;

    @BeforeEach
    void open() throws Exception {
        var kubectl = Tools.require("kubectl");
        Tools.require("bash");
        Tools.require("curl");
        cluster = new FakeCluster(folder);
        api = new FakeApi();
        cluster.forwardTo(api.address());
        environment.putAll(cluster.environment());
        server = new FakeApiServer(cluster, folder, kubectl);
        for (String name : List.of("sleep", "wrk")) {
            var file = folder.resolve(name);
            Files.writeString(
                    file,
                    name.equals("wrk")
                            ? "#!/usr/bin/env bash\necho 'Requests/sec:    100.50'\n"
                            : "#!/usr/bin/env bash\nexec env PATH=/usr/bin:/bin sleep 0.02\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        apply("deployment.yaml");
    }

    @AfterEach
    void close() throws IOException {
        if (server != null) {
            server.close();
            api.close();
            cluster.close();
            assertEquals(List.of(), cluster.unknown());
            assertEquals(Set.of(), cluster.probes(), "a probe was left behind");
        }
    }

    private Shell run(int code, String command) throws InterruptedException {
        var words = new ArrayList<>(Arrays.asList(command.split(" ")));
        words.set(
                0,
                words.get(0).equals("kubectl")
                        ? folder.resolve("kubectl").toString()
                        : K8S.resolve(words.get(0)).toString());
        var ended = Shell.end(Shell.start(environment, words));
        assertEquals(code, ended.code(), command + "\n" + ended.output() + ended.errors());
        return ended;
    }

    private void apply(String file) throws InterruptedException {
        run(0, "kubectl apply --namespace=messaging -f " + K8S.resolve(file));
    }

    private String serving() {
        return cluster.value("Service", "messaging-app-service", ".spec.selector.version");
    }

    private String image() {
        return cluster.value("Deployment", "messaging-app-blue", ".spec.template.spec.containers[0].image");
    }

    private void serveBlue() throws InterruptedException {
        run(0, "kubectl-0x02 deploy blue --image " + OLD);
        run(0, "kubectl-0x02 verify blue");
        run(0, "kubectl-0x02 switch blue --watch 1");
    }

    // S-K8S-1, S-K8S-4
    @Test
    void applyKeepsTheVersionThatServes() throws Exception {
        serveBlue();
        assertEquals("blue", serving());
        assertEquals(OLD, image());
        // Here, kubectl itself computes the three-way merges.
        for (String file : List.of("deployment.yaml", "kubeservice.yaml", "blue_deployment.yaml")) {
            apply(file);
            assertEquals("blue", serving(), file);
        }
        assertEquals(
                "messaging-app-service",
                cluster.value("Deployment", "messaging-app-blue", ".spec.template.metadata.labels.serves"));
        run(0, "kubectl-0x02 deploy green --image " + NEW);
        cluster.failImage(NEW);
        run(0, "kubectl-0x02 verify green");
        assertTrue(run(5, "kubectl-0x02 switch green").errors().contains("the Service is back at blue"));
        assertTrue(run(0, "kubectl-0x02 status")
                .output()
                .matches("(?s)Serving: blue\nBefore:  stable\n.*green +3/3 +verified +" + NEW + "\n.*"));
        run(0, "kubectl-0x02 rollback --watch 1");
        assertEquals("stable", serving());
    }

    // S-K8S-4
    @Test
    void secondDeployCausesOneRollout() throws Exception {
        run(0, "kubectl-0x02 deploy blue --image " + OLD);
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        run(0, "kubectl-0x02 verify blue");
        assertEquals(NEW, image());
        assertEquals(
                "2",
                cluster.value(
                        "Deployment",
                        "messaging-app-blue",
                        ".metadata.annotations.deployment\\.kubernetes\\.io/revision"));
    }

    // S-K8S-5
    @Test
    void failedUpdateOfBlueRollsBack() throws Exception {
        serveBlue();
        run(0, "kubectl-0x03");
        cluster.breakImage(NEW);
        assertTrue(run(5, "kubectl-0x03 --image " + NEW).errors().contains("blue is back at revision 2"));
        assertEquals(OLD, image());
        assertEquals("3", cluster.value("Deployment", "messaging-app-blue", ".status.readyReplicas"));
        var nowhere = "registry.example.com/messaging-app:nowhere";
        cluster.withholdImage(nowhere);
        var errors = run(5, "kubectl-0x03 --image " + nowhere).errors();
        assertTrue(errors.contains("does not start: ImagePullBackOff, Back-off pulling image"), errors);
        assertEquals(OLD, image());
    }

    // S-K8S-1
    @Test
    void applyKeepsReplicasOfAutoscaler() throws Exception {
        run(0, "kubectl-0x01 messaging messaging-app messaging-app-service 7 --no-load");
        apply("deployment.yaml");
        assertEquals("7", cluster.value("Deployment", "messaging-app", ".spec.replicas"));
    }

    // S-K8S-3
    @Test
    void scales() throws Exception {
        var ended = run(0, "kubectl-0x01");
        assertEquals("3", cluster.value("Deployment", "messaging-app", ".spec.replicas"));
        assertTrue(ended.output().contains("In total: 301.50 requests per second"), ended.output());
        assertTrue(ended.errors().contains("metrics-server is missing"), ended.errors());
    }

    // S-K8S-1: the commands of the restore guide restart the Deployments that ran before.
    @Test
    void restoreGuideStartsTheVersionThatServed() throws Exception {
        serveBlue();
        cluster.patch("Deployment", "messaging-app", "{\"spec\": {\"replicas\": 0}}");
        var guide = Files.readString(K8S.resolveSibling("docs/kubernetes.md"));
        var commands = guide.substring(guide.indexOf("To restore: "));
        commands = commands.substring(commands.indexOf("```sh\n") + 6, commands.indexOf("\n```\n"));
        var restore = commands.indexOf("kubectl --namespace messaging wait --for=delete");
        guide(commands.substring(0, restore));
        assertEquals("messaging-app 0\nmessaging-app-blue 3\n", Files.readString(folder.resolve("replicas.txt")));
        assertEquals("0", cluster.value("Deployment", "messaging-app-blue", ".spec.replicas"));
        guide(commands.substring(commands.indexOf("while read"), commands.indexOf("k8s/kubectl-0x02")));
        assertEquals("3", cluster.value("Deployment", "messaging-app-blue", ".spec.replicas"));
        assertEquals("0", cluster.value("Deployment", "messaging-app", ".spec.replicas"));
        run(0, "kubectl-0x02 status");
        run(0, "kubectl-0x02 status");
        assertTrue(run(0, "kubectl-0x02 status").output().contains("\n  messaging-app-blue-"));
    }

    // S-K8S-1: without jq
    @Test
    void restoreGuideCreatesJobFromBackup() throws Exception {
        var guide = Files.readString(K8S.resolveSibling("docs/kubernetes.md"));
        var patch = guide.substring(
                guide.indexOf("kubectl patch --local"), guide.indexOf("  | kubectl apply --filename=-"));
        var backup = Manifest.read(K8S.resolve("backup/cronjob.yaml")).stream()
                .filter(manifest -> manifest.kind().equals("CronJob"))
                .findFirst()
                .orElseThrow();
        var job = new ObjectMapper()
                .createObjectNode()
                .put("apiVersion", "batch/v1")
                .put("kind", "Job");
        job.putObject("metadata")
                .put("name", "restore")
                .putArray("ownerReferences")
                .addObject()
                .put("name", "db-backup");
        job.set(
                "spec",
                new ObjectMapper()
                        .valueToTree(backup.at("spec", "jobTemplate", "spec").orElseThrow()));
        Files.writeString(folder.resolve("job.json"), job.toString());
        var made = new ObjectMapper()
                .readTree(guide("cat job.json | " + patch.strip().replaceAll("\\\\$", ""))
                        .output());
        assertEquals(
                "[\"/scripts/db-restore\",\"/backup/db_backup_20260101.sql.gz\",\"--replace\"]",
                made.at("/spec/template/spec/containers/0/command").toString());
        assertTrue(made.at("/metadata/ownerReferences").isMissingNode(), made.toString());
        assertEquals(job.at("/spec/template/spec/containers/0/env"), made.at("/spec/template/spec/containers/0/env"));
    }

    /** Runs commands of the guide in the test's folder. */
    private Shell guide(String commands) throws InterruptedException {
        var ended = Shell.end(
                Shell.start(environment, List.of("bash", "-euo", "pipefail", "-c", "cd \"$TMPDIR\"\n" + commands)));
        assertEquals(0, ended.code(), commands + ended.output() + ended.errors());
        return ended;
    }

    @Test
    void missingObjectsAreNamed() throws Exception {
        assertTrue(run(3, "kubectl-0x02 verify blue").errors().contains("deployment messaging-app-blue not found"));
        assertTrue(
                run(3, "kubectl-0x02 status --namespace elsewhere").errors().contains("namespace elsewhere not found"));
    }
}
