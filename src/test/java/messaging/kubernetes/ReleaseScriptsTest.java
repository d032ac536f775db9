package messaging.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import messaging.it.Tools;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The release scripts, on a cluster that is only acted. */
class ReleaseScriptsTest {
    private static final Path K8S = ManifestsTest.K8S.toAbsolutePath();
    private static final String SERVICE = "messaging-app-service";
    private static final String OLD = "registry.example.com/messaging-app:1.0";
    private static final String NEW = "registry.example.com/messaging-app:1.1";
    private static final Set<String> READING =
            Set.of("get", "auth", "rollout status", "logs", "wait", "port-forward", "top", "kustomize");

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private ActedCluster cluster;
    private ActedApi api;

    @BeforeEach
    void open() throws IOException {
        Tools.require("bash");
        cluster = new ActedCluster(folder);
        api = new ActedApi();
        cluster.forwardTo(api.address());
        environment.putAll(cluster.environment());
        // What waits for seconds in a cluster need not here.
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
        assertEquals(List.of(), cluster.unknown(), "a command that the acted cluster does not know");
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

    private void program(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.writeString(file, "#!" + Tools.require("bash") + "\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Process start(String... command) {
        var words = new ArrayList<>(List.of(command));
        words.set(0, K8S.resolve(words.get(0)).toString());
        return Shell.start(environment, words);
    }

    /** Runs a script and expects that exit code. */
    private Shell run(int code, String command) throws InterruptedException {
        var ended = Shell.end(start(command.split(" ")));
        assertEquals(code, ended.code(), command + "\n" + ended.output() + ended.errors());
        // What failed says so in a line, and no line is bash's own.
        assertFalse(Pattern.compile("(?m): line \\d+:").matcher(ended.errors()).find(), ended.errors());
        if (code != 0) {
            assertTrue(ended.errors().contains(command.split(" ")[0] + ": "), ended.errors());
        }
        return ended;
    }

    private String serving() {
        return cluster.value("Service", SERVICE, ".spec.selector.version");
    }

    private List<String> changes() {
        return cluster.calls().stream()
                .filter(call -> READING.stream().noneMatch(call::startsWith))
                .toList();
    }

    /** Blue with the old image serves, after stable did. */
    private void serveBlue() throws InterruptedException {
        run(0, "kubectl-0x02 deploy blue --image " + OLD);
        run(0, "kubectl-0x02 verify blue");
        run(0, "kubectl-0x02 switch blue --watch 0");
    }

    // ---- all three

    @ParameterizedTest
    @ValueSource(strings = {"kubectl-0x01", "kubectl-0x02", "kubectl-0x03"})
    void explainsItself(String script) throws Exception {
        for (String option : List.of("--help", "-h")) {
            var help = run(0, script + " " + option).output();
            assertTrue(help.contains("Usage:\n  " + script), help);
            assertTrue(help.contains("Exit codes:") && help.contains("--dry-run"), help);
        }
        assertEquals(List.of(), cluster.calls());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kubectl-0x02                              | what shall be done
            kubectl-0x02 launch                       | launch is no command
            kubectl-0x02 deploy                       | deploy which colour
            kubectl-0x02 deploy red                   | red is no colour
            kubectl-0x02 deploy stable                | stable is no colour
            kubectl-0x02 deploy blue green            | too many arguments: green
            kubectl-0x02 deploy blue --image          | --image needs a value
            kubectl-0x02 deploy blue --image a"b      | is no name of an image
            kubectl-0x02 verify                       | verify which colour
            kubectl-0x02 verify blue --image x        | --image and --kustomize are for deploy
            kubectl-0x02 switch                       | switch which colour
            kubectl-0x02 switch purple                | purple is no colour
            kubectl-0x02 switch blue --timeout soon   | --timeout is a number
            kubectl-0x02 switch blue --watch long     | --watch is a number
            kubectl-0x02 rollback blue                | rollback takes no colour
            kubectl-0x02 status blue                  | status takes no colour
            kubectl-0x02 status --colour              | unknown option --colour
            kubectl-0x03 blue                         | unknown argument blue
            kubectl-0x03 --image                      | --image needs a value
            kubectl-0x03 --image a;b                  | is no name of an image
            kubectl-0x03 --timeout x                  | --timeout is a number
            kubectl-0x01 a b c d                      | REPLICAS is a number
            kubectl-0x01 a b c 3 long                 | DURATION is a time
            kubectl-0x01 a b c 3 30s 0                | THREADS is a number from 1 on
            kubectl-0x01 a b c 3 30s 4 0              | CONNECTIONS is a number from 1 on
            kubectl-0x01 a b c 3 30s 4 2              | at least as many connections as threads
            kubectl-0x01 a b c 3 30s 4 8 9            | too many arguments: 9
            kubectl-0x01 a_b                          | is no name of a Kubernetes object
            kubectl-0x01 --turbo                      | unknown option --turbo
            """)
    void refusesWrongUsage(String command, String message) throws Exception {
        var errors = run(2, command).errors();
        assertTrue(errors.contains(message) && errors.contains("--help"), errors);
        assertEquals(1, errors.lines().count(), errors);
        assertEquals(List.of(), cluster.calls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubectl-0x01", "kubectl-0x02 status", "kubectl-0x03"})
    void saysWhatIsMissing(String command) throws Exception {
        cluster.refuse(
                "^get namespace", 1, "The connection to the server localhost:8080 was refused - did you specify?");
        assertTrue(run(3, command).errors().contains("the cluster does not answer: The connection"));
        assertEquals(List.of(), changes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubectl-0x01 elsewhere", "kubectl-0x02 status -n elsewhere", "kubectl-0x03 -n elsewhere"})
    void saysThatThereIsNoNamespace(String command) throws Exception {
        cluster.remove("Namespace", "messaging");
        cluster.refuse("^get namespace", 1, "Error from server (NotFound): namespaces \"elsewhere\" not found");
        assertTrue(run(3, command).errors().contains("there is no namespace elsewhere"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubectl-0x01", "kubectl-0x02 deploy blue", "kubectl-0x02 switch blue"})
    void saysThatARightIsMissing(String command) throws Exception {
        cluster.refuse("^auth can-i patch", 1, "no");
        assertTrue(run(3, command).errors().contains("this account may not patch "));
        assertEquals(List.of(), changes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubectl-0x01", "kubectl-0x02 deploy blue", "kubectl-0x02 status", "kubectl-0x02 rollback"})
    void saysThatThereIsNoService(String command) throws Exception {
        cluster.remove("Service", SERVICE);
        assertTrue(run(3, command).errors().contains("there is no service messaging-app-service"));
        assertEquals(List.of(), changes());
    }

    @Test
    void worksThroughALinkAsAPluginDoes() throws Exception {
        Files.createSymbolicLink(folder.resolve("kubectl-0x02"), K8S.resolve("kubectl-0x02"));
        var words = List.of(folder.resolve("kubectl-0x02").toString(), "status");
        assertEquals(0, Shell.end(Shell.start(environment, words)).code());
        Files.delete(folder.resolve("kubectl-0x02"));
    }

    // ---- kubectl-0x02 deploy

    // S-K8S-4
    @Test
    void deploysToTheIdleColourInOneRollOut() throws Exception {
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        assertEquals("stable", serving());
        assertEquals(NEW, cluster.value("Deployment", "messaging-app-blue", ".spec.template.spec.containers[0].image"));
        assertEquals(
                "1",
                cluster.value(
                        "Deployment",
                        "messaging-app-blue",
                        ".metadata.annotations.deployment\\.kubernetes\\.io/revision"));
        assertEquals("false", cluster.value("Deployment", "messaging-app-blue", ".spec.paused"));
        // The Service is held at stable before there is a pod of blue.
        assertTrue(
                changes().get(0).startsWith("patch service " + SERVICE),
                changes().toString());
        assertTrue(changes().get(1).startsWith("apply "), changes().toString());
    }

    // S-K8S-4: without --image the manifest's
    @Test
    void deploysTheManifestsImage() throws Exception {
        run(0, "kubectl-0x02 deploy green");
        assertEquals(
                "messaging-app:latest",
                cluster.value("Deployment", "messaging-app-green", ".spec.template.spec.containers[0].image"));
    }

    @Test
    void deploysAgainAsOneMoreRollOut() throws Exception {
        run(0, "kubectl-0x02 deploy blue --image " + OLD);
        run(0, "kubectl-0x02 verify blue");
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        assertEquals(
                "2",
                cluster.value(
                        "Deployment",
                        "messaging-app-blue",
                        ".metadata.annotations.deployment\\.kubernetes\\.io/revision"));
        assertEquals("", cluster.value("Deployment", "messaging-app-blue", ".metadata.annotations.messaging/verified"));
    }

    @Test
    void deploysNotToTheColourThatServes() throws Exception {
        serveBlue();
        assertTrue(run(4, "kubectl-0x02 deploy blue").errors().contains("blue serves now"));
        run(0, "kubectl-0x02 deploy green --image " + NEW);
        assertEquals("blue", serving());
    }

    @ParameterizedTest
    @CsvSource({"Secret,messaging-app-secrets,create secret", "ConfigMap,messaging-app-config,apply -k"})
    void deploysNothingThatCouldNotStart(String kind, String name, String hint) throws Exception {
        cluster.remove(kind, name);
        assertTrue(run(3, "kubectl-0x02 deploy blue").errors().contains(hint));
        assertEquals(List.of(), changes());
    }

    @Test
    void saysThatTheManifestWasNotTaken() throws Exception {
        cluster.refuse("^apply ", 1, "error: unable to recognize");
        assertTrue(run(1, "kubectl-0x02 deploy blue").errors().contains("stable serves as before"));
        assertEquals("stable", serving());
    }

    @Test
    void saysThatItIsHalfDeployedAndGoesOnFromThere() throws Exception {
        cluster.refuse("^patch deployment", 1, "Error from server (InternalError)");
        assertTrue(run(1, "kubectl-0x02 deploy blue").errors().contains("half deployed and paused"));
        assertTrue(run(4, "kubectl-0x02 verify blue").errors().contains("paused"));
        assertTrue(run(0, "kubectl-0x02 status").output().matches("(?s).*blue +0/3 +paused.*"));
    }

    @Test
    void deploysFromAnOverlay() throws Exception {
        run(0, "kubectl-0x02 deploy green --kustomize " + K8S.resolve("overlays/production"));
        assertEquals(
                "media-pvc",
                cluster.value(
                        "Deployment",
                        "messaging-app-green",
                        ".spec.template.spec.volumes[?(@.name==\"media\")].persistentVolumeClaim.claimName"));
        // The objects of the other versions are not touched.
        assertEquals("", cluster.value("Deployment", "messaging-app-blue", ".metadata.name"));
        cluster.refuse("^kustomize ", 1, "error: no such folder");
        assertTrue(
                run(3, "kubectl-0x02 deploy green --kustomize missing").errors().contains("no manifest for green"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubectl-0x02 deploy green --dry-run",
                "kubectl-0x02 verify blue --dry-run",
                "kubectl-0x02 rollback --dry-run",
                "kubectl-0x03 --dry-run",
                "kubectl-0x01 --dry-run"
            })
    void changesNothingInADryRun(String command) throws Exception {
        serveBlue();
        var before = changes();
        assertTrue(run(0, command).output().contains("would "));
        assertEquals(before, changes());
    }

    // ---- kubectl-0x02 verify

    // S-K8S-4
    @Test
    void verifiesByAConversationPastTheService() throws Exception {
        Tools.require("curl");
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        run(0, "kubectl-0x02 verify blue");
        var asked = api.requests().stream()
                .map(request -> request.replace(" chat.example.com", ""))
                .toList();
        assertEquals(
                List.of(
                        "GET health/",
                        "GET health/",
                        "GET health/",
                        "POST users/",
                        "POST token/",
                        "POST conversations/",
                        "POST conversations/7/messages/",
                        "GET conversations/7/messages/8/",
                        "DELETE conversations/7/messages/8/",
                        "GET conversations/7/messages/8/",
                        "DELETE conversations/7/",
                        "DELETE users/me/"),
                asked);
        assertNotEquals(
                "", cluster.value("Deployment", "messaging-app-blue", ".metadata.annotations.messaging/verified"));
        assertEquals("stable", serving());
        // A way to each pod, and none to the Service.
        var ways = cluster.calls().stream()
                .filter(call -> call.startsWith("port-forward"))
                .collect(Collectors.toSet());
        assertEquals(3, ways.size());
        assertTrue(ways.stream().allMatch(call -> call.contains("pod/messaging-app-blue-")), ways.toString());
    }

    // S-K8S-4
    @Test
    void verifiesAnOlderVersionThatDeletesNoAccounts() throws Exception {
        Tools.require("curl");
        api.deleteNoAccounts();
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        var ended = run(0, "kubectl-0x02 verify blue");
        assertTrue(ended.output().contains("the account stays, because this version deletes none"), ended.output());
        assertTrue(api.requests().get(api.requests().size() - 1).startsWith("POST token/logout/"));
        assertNotEquals(
                "", cluster.value("Deployment", "messaging-app-blue", ".metadata.annotations.messaging/verified"));
    }

    @Test
    void saysThatTheAccountStaysWhichItCouldNotDelete() throws Exception {
        Tools.require("curl");
        api.fail("DELETE users/me/");
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        var errors = run(0, "kubectl-0x02 verify blue").errors();
        assertTrue(errors.contains("the account of the test stays: DELETE users/me/ answered 500"), errors);
        assertTrue(api.requests().get(api.requests().size() - 1).startsWith("POST token/logout/"));
    }

    // S-K8S-4: it cleans up, whichever step fails
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET health/",
                "POST users/",
                "POST token/",
                "POST conversations/",
                "POST conversations/7/messages/",
                "GET conversations/7/messages/8/",
                "DELETE conversations/7/messages/8/"
            })
    void verifiesNothingThatFails(String step) throws Exception {
        Tools.require("curl");
        api.fail(step);
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        var errors = run(1, "kubectl-0x02 verify blue").errors();
        assertTrue(errors.contains("blue is not verified: " + step + " answered 500"), errors);
        assertEquals("", cluster.value("Deployment", "messaging-app-blue", ".metadata.annotations.messaging/verified"));
        var asked = String.join("\n", api.requests());
        assertEquals(asked.contains("POST conversations/7/"), asked.contains("DELETE conversations/7/ "), asked);
        assertEquals(asked.contains("POST conversations/ "), asked.contains("DELETE users/me/"), asked);
        assertTrue(run(4, "kubectl-0x02 switch blue").errors().contains("blue is not verified"));
    }

    @Test
    void verifiesNoVersionWhosePodsDoNotComeUp() throws Exception {
        cluster.breakImage(NEW);
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        assertTrue(run(1, "kubectl-0x02 verify blue").errors().contains("the pods of blue do not come up"));
        assertEquals("stable", serving());
    }

    @Test
    void saysWhichImageIsNowhere() throws Exception {
        cluster.withholdImage(NEW);
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        var errors = run(1, "kubectl-0x02 verify blue").errors();
        assertTrue(errors.contains("does not start: ImagePullBackOff, Back-off pulling image"), errors);
        // The pods without an image stay until one of the next roll-out is ready; they speak for nobody but themselves.
        cluster.startSlowly("messaging-app-blue", 60);
        run(0, "kubectl-0x02 deploy blue --image " + OLD);
        run(0, "kubectl-0x02 verify blue");
    }

    @Test
    void waitsForPodsThatEndOnceOrTwice() throws Exception {
        cluster.startSlowly("messaging-app-blue", 60);
        cluster.endAgainAndAgain(OLD, 2);
        run(0, "kubectl-0x02 deploy blue --image " + OLD);
        run(0, "kubectl-0x02 verify blue");
    }

    @Test
    void verifiesNoVersionWhosePodsEndAgainAndAgain() throws Exception {
        cluster.breakImage(NEW);
        cluster.endAgainAndAgain(NEW, 3);
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        var errors = run(1, "kubectl-0x02 verify blue").errors();
        assertTrue(errors.contains("does not start: CrashLoopBackOff"), errors);
    }

    @Test
    void verifiesNoVersionThatTakesTooLong() throws Exception {
        cluster.withholdImage(NEW);
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        var errors = run(1, "kubectl-0x02 verify blue --timeout 0").errors();
        assertTrue(errors.contains("they are not ready after 0 s"), errors);
    }

    @Test
    void verifiesNothingThatIsNotThere() throws Exception {
        assertTrue(run(3, "kubectl-0x02 verify blue").errors().contains("there is no deployment messaging-app-blue"));
    }

    // Pods of the plain file are none that the Service could lead to.
    @Test
    void verifiesNothingThatItDidNotDeploy() throws Exception {
        cluster.apply(Manifest.read(K8S.resolve("blue_deployment.yaml")));
        assertTrue(run(4, "kubectl-0x02 verify blue").errors().contains("run: kubectl-0x02 deploy blue"));
    }

    @Test
    void verifiesNothingThatItCanNotReach() throws Exception {
        run(0, "kubectl-0x02 deploy blue");
        cluster.refuse("^port-forward", 1, "error: unable to forward port because pod is not running");
        var errors = run(1, "kubectl-0x02 verify blue").errors();
        assertTrue(errors.contains("unable to forward port"), errors);
        assertTrue(errors.contains("blue is not verified: no way to its pod"), errors);
    }

    @Test
    void verifiesNothingThatChangesMeanwhile() throws Exception {
        Tools.require("curl");
        run(0, "kubectl-0x02 deploy blue");
        cluster.before("^port-forward", () -> {
            cluster.patch(
                    "Deployment",
                    "messaging-app-blue",
                    "{\"spec\": {\"template\": {\"metadata\": {\"annotations\": {\"a\": \"b\"}}}}}");
        });
        assertTrue(run(1, "kubectl-0x02 verify blue").errors().contains("changed meanwhile"));
    }

    // ---- kubectl-0x02 switch

    // S-K8S-4
    @Test
    void switchesAndKeepsTheOldVersion() throws Exception {
        serveBlue();
        assertEquals("blue", serving());
        assertEquals("stable", cluster.value("Service", SERVICE, ".metadata.annotations.messaging/previous"));
        assertEquals("2", cluster.value("Deployment", "messaging-app", ".status.readyReplicas"));
        assertTrue(run(0, "kubectl-0x02 switch blue").output().contains("leads to blue already"));
    }

    // S-K8S-1: an apply never turns a switched Service back
    @Test
    void staysSwitchedWhenTheManifestsAreApplied() throws Exception {
        serveBlue();
        for (String file : List.of("deployment.yaml", "kubeservice.yaml", "blue_deployment.yaml")) {
            cluster.apply(Manifest.read(K8S.resolve(file)));
        }
        assertEquals("blue", serving());
        // And the pods of blue stay where the Service leads to.
        assertTrue(run(0, "kubectl-0x02 status").output().contains("\n  messaging-app-blue-"));
    }

    // S-K8S-1: nor the pods that the autoscaler has added
    @Test
    void staysScaledWhenTheManifestsAreApplied() throws Exception {
        cluster.patch("Deployment", "messaging-app", "{\"spec\": {\"replicas\": 7}}");
        cluster.apply(Manifest.read(K8S.resolve("deployment.yaml")));
        assertEquals("7", cluster.value("Deployment", "messaging-app", ".spec.replicas"));
    }

    @Test
    void switchesNotToWhatChangedSinceItWasVerified() throws Exception {
        run(0, "kubectl-0x02 deploy blue");
        run(0, "kubectl-0x02 verify blue");
        cluster.patch(
                "Deployment",
                "messaging-app-blue",
                "{\"spec\": {\"template\": {\"metadata\": {\"annotations\": {\"a\": \"b\"}}}}}");
        assertTrue(run(4, "kubectl-0x02 switch blue").errors().contains("has changed since"));
        assertEquals("stable", serving());
    }

    @Test
    void switchesNotToAColourWithoutPods() throws Exception {
        run(0, "kubectl-0x02 deploy blue");
        run(0, "kubectl-0x02 verify blue");
        cluster.breakImage("messaging-app:latest");
        cluster.patch("Deployment", "messaging-app-blue", "{\"spec\": {\"replicas\": 5}}");
        run(0, "kubectl-0x02 status");
        assertTrue(run(4, "kubectl-0x02 switch blue").errors().contains("blue has 3 of 5 pods ready"));
    }

    // S-K8S-4: it checks afterwards, and returns by itself
    @Test
    void returnsWhenRequestsFail() throws Exception {
        cluster.failImage(NEW);
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        run(0, "kubectl-0x02 verify blue");
        var ended = run(5, "kubectl-0x02 switch blue --watch 1");
        assertTrue(ended.output().contains("✗ 2026-01-01T00:00:00Z 503"), ended.output());
        assertTrue(ended.errors().contains("a request failed; the Service is back at stable"), ended.errors());
        assertEquals("stable", serving());
        assertTrue(run(4, "kubectl-0x02 rollback").errors().contains("no version served before stable"));
    }

    @Test
    void returnsWhenTheEndpointsDoNotFollow() throws Exception {
        cluster.leaveEndpointsBehind();
        run(0, "kubectl-0x02 deploy green");
        run(0, "kubectl-0x02 verify green");
        assertTrue(run(5, "kubectl-0x02 switch green").errors().contains("did not come to lead to the pods of green"));
        assertEquals("stable", serving());
    }

    @Test
    void saysThatItCouldNotReturn() throws Exception {
        cluster.failImage(NEW);
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        run(0, "kubectl-0x02 verify blue");
        cluster.refuse("^patch service .*\"version\":\"stable\"", 1, "Error from server (Timeout)");
        assertTrue(run(1, "kubectl-0x02 switch blue --watch 1").errors().contains("could not go back"));
        assertEquals("blue", serving());
    }

    @Test
    void leavesTheServiceToWhoIsFaster() throws Exception {
        run(0, "kubectl-0x02 deploy blue");
        run(0, "kubectl-0x02 verify blue");
        cluster.before(
                "^patch service",
                () -> cluster.patch("Service", SERVICE, "{\"spec\": {\"selector\": {\"version\": \"green\"}}}"));
        var errors = run(1, "kubectl-0x02 switch blue").errors();
        assertTrue(errors.contains("the object has been modified"), errors);
        assertTrue(errors.contains("the Service leads to green"), errors);
        assertEquals("green", serving());
    }

    @Test
    void movesNothingThatItCanNotWatch() throws Exception {
        run(0, "kubectl-0x02 deploy blue");
        run(0, "kubectl-0x02 verify blue");
        cluster.refuse("^wait ", 1, "error: timed out waiting for the condition on pods/x");
        assertTrue(run(1, "kubectl-0x02 switch blue").errors().contains("nothing was moved; stable serves as before"));
        assertEquals("stable", serving());
    }

    @Test
    void switchesOnceItsProbeIsLetIn() throws Exception {
        run(0, "kubectl-0x02 deploy blue");
        run(0, "kubectl-0x02 verify blue");
        cluster.letInLate(7);
        var ended = run(0, "kubectl-0x02 switch blue --watch 0");
        assertFalse(ended.errors().contains("did not answer before"), ended.errors());
        assertEquals("blue", serving());
    }

    @Test
    void switchesAwayFromAVersionThatIsDown() throws Exception {
        run(0, "kubectl-0x02 deploy blue");
        run(0, "kubectl-0x02 verify blue");
        cluster.patch("Deployment", "messaging-app", "{\"spec\": {\"replicas\": 0}}");
        run(0, "kubectl-0x02 status");
        run(0, "kubectl-0x02 status");
        assertTrue(run(0, "kubectl-0x02 switch blue --watch 0").errors().contains("stable did not answer before"));
        assertEquals("blue", serving());
    }

    @ParameterizedTest
    @CsvSource({
        "kubectl-0x02 switch blue,^logs,The Service leads to stable.",
        "kubectl-0x02 switch blue,^get endpointslices,The Service leads to blue.",
        "kubectl-0x02 deploy green,^apply,green is half deployed and paused; deploy it again.",
        "kubectl-0x02 verify blue,^annotate,The Service leads to stable.",
        "kubectl-0x03,^logs,Blue is as it was.",
        "kubectl-0x01,^top,The Deployment messaging-app is set to 3 replicas (it was 2 before)"
    })
    void namesTheStateWhenInterrupted(String command, String at, String state) throws Exception {
        run(0, "kubectl-0x02 deploy blue");
        run(0, "kubectl-0x02 verify blue");
        var process = new AtomicReference<Process>();
        cluster.before(at, () -> interrupt(process));
        process.set(start(command.split(" ")));
        var ended = Shell.end(process.get());
        assertEquals(130, ended.code(), ended.output() + ended.errors());
        assertTrue(ended.errors().contains("interrupted. "), ended.errors());
        assertTrue(ended.errors().contains(state), ended.errors());
    }

    private static void interrupt(AtomicReference<Process> process) {
        while (process.get() == null) {
            Thread.onSpinWait();
        }
        try {
            Shell.run(Map.of(), "kill", "-INT", String.valueOf(process.get().pid()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- kubectl-0x02 rollback and status

    // S-K8S-4
    @Test
    void rollsBackAndForth() throws Exception {
        serveBlue();
        run(0, "kubectl-0x02 rollback --watch 0");
        assertEquals("stable", serving());
        run(0, "kubectl-0x02 rollback --watch 0");
        assertEquals("blue", serving());
    }

    @Test
    void keepsWhereARollBackLeadsToWhenASwitchFails() throws Exception {
        serveBlue();
        cluster.failImage(NEW);
        run(0, "kubectl-0x02 deploy green --image " + NEW);
        run(0, "kubectl-0x02 verify green");
        run(5, "kubectl-0x02 switch green --watch 1");
        assertEquals("blue", serving());
        assertEquals("stable", cluster.value("Service", SERVICE, ".metadata.annotations.messaging/previous"));
    }

    @Test
    void rollsNotBackToNothing() throws Exception {
        assertTrue(run(4, "kubectl-0x02 rollback").errors().contains("no version served before stable"));
        serveBlue();
        cluster.patch("Deployment", "messaging-app", "{\"spec\": {\"replicas\": 0}}");
        run(0, "kubectl-0x02 status");
        assertTrue(run(4, "kubectl-0x02 rollback").errors().contains("stable has no pods"));
        cluster.remove("Deployment", "messaging-app");
        assertTrue(run(3, "kubectl-0x02 rollback").errors().contains("nothing to go back to"));
        assertEquals("blue", serving());
    }

    // What is put in the place of the version that served before has never served.
    @Test
    void rollsNotBackToWhatCameInItsPlace() throws Exception {
        serveBlue();
        run(0, "kubectl-0x02 deploy green --image " + OLD);
        run(0, "kubectl-0x02 verify green");
        run(0, "kubectl-0x02 switch green --watch 0");
        assertTrue(run(0, "kubectl-0x02 deploy blue --image " + NEW).errors().contains("blue served before green"));
        assertEquals("green", serving());
        assertTrue(run(4, "kubectl-0x02 rollback").errors().contains("no version served before green"));
        run(0, "kubectl-0x02 verify blue");
        run(0, "kubectl-0x02 switch blue --watch 0");
        run(0, "kubectl-0x02 rollback --watch 0");
        assertEquals("green", serving());
    }

    // S-K8S-4
    @Test
    void showsTheState() throws Exception {
        assertTrue(run(0, "kubectl-0x02 status").output().contains("Serving: stable\n"));
        serveBlue();
        run(0, "kubectl-0x02 deploy green --image " + NEW);
        run(0, "kubectl-0x02 status");
        var output = run(0, "kubectl-0x02 status").output();
        assertTrue(output.contains("Serving: blue\nBefore:  stable\n"), output);
        assertTrue(output.matches("(?s).*\nstable +2/2 +not verified +messaging-app:latest\n.*"), output);
        assertTrue(output.matches("(?s).*\nblue +3/3 +serving, verified +" + OLD + "\n.*"), output);
        assertTrue(output.matches("(?s).*\ngreen +3/3 +not verified +" + NEW + "\n.*"), output);
        assertFalse(output.contains("\u001b"), "colours are for terminals only");
    }

    // ---- kubectl-0x03

    // S-K8S-5
    @Test
    void rollsBlueToANewImage() throws Exception {
        serveBlue();
        var output = run(0, "kubectl-0x03 --image " + NEW).output();
        assertEquals(NEW, cluster.value("Deployment", "messaging-app-blue", ".spec.template.spec.containers[0].image"));
        assertEquals("3", cluster.value("Deployment", "messaging-app-blue", ".status.updatedReplicas"));
        assertEquals("blue", serving());
        assertTrue(output.contains("3 wanted: 1 new"), output);
        assertTrue(output.contains("✓ 2026-01-01T00:00:00Z 200"), output);
        assertTrue(
                Pattern.compile("Answers: {2}\\d+ ✓, 0 ✗, through messaging-app-service")
                        .matcher(output)
                        .find(),
                output);
        var log = output.replaceAll("(?s).*\nLog: +", "").lines().findFirst().orElseThrow();
        assertTrue(Files.readString(Path.of(log)).startsWith("2026-01-01T00:00:00Z 200\n"));
    }

    // S-K8S-5: without arguments
    @Test
    void replacesThePodsOfBlue() throws Exception {
        serveBlue();
        run(0, "kubectl-0x03");
        assertEquals(OLD, cluster.value("Deployment", "messaging-app-blue", ".spec.template.spec.containers[0].image"));
        assertEquals(
                "2",
                cluster.value(
                        "Deployment",
                        "messaging-app-blue",
                        ".metadata.annotations.deployment\\.kubernetes\\.io/revision"));
    }

    @Test
    void asksThroughBluesOwnServiceWhenItDoesNotServe() throws Exception {
        run(0, "kubectl-0x02 deploy blue --image " + OLD);
        run(0, "kubectl-0x02 status");
        run(0, "kubectl-0x02 status");
        var ended = run(0, "kubectl-0x03 --image " + NEW);
        assertTrue(ended.errors().contains("stable serves, not blue"), ended.errors());
        assertTrue(ended.output().contains("through messaging-app-blue-service"), ended.output());
    }

    // S-K8S-5: back by itself
    @Test
    void rollsBackAnUpdateThatDoesNotGetThrough() throws Exception {
        serveBlue();
        cluster.breakImage(NEW);
        var ended = run(5, "kubectl-0x03 --image " + NEW);
        assertTrue(ended.errors().contains("the roll-out makes no progress; blue is back"), ended.errors());
        assertTrue(ended.output().contains("Result:   failed, rolled back"), ended.output());
        assertEquals(OLD, cluster.value("Deployment", "messaging-app-blue", ".spec.template.spec.containers[0].image"));
        assertEquals("3", cluster.value("Deployment", "messaging-app-blue", ".status.readyReplicas"));
    }

    // S-K8S-5: long before the ten minutes after which the controller gives up
    @Test
    void rollsBackAnUpdateWhoseImageIsNowhere() throws Exception {
        serveBlue();
        cluster.withholdImage(NEW);
        var ended = run(5, "kubectl-0x03 --image " + NEW);
        assertTrue(
                ended.errors().contains("does not start: ImagePullBackOff, Back-off pulling image \"" + NEW + "\""),
                ended.errors());
        assertTrue(ended.errors().contains("blue is back at revision 1"), ended.errors());
        assertEquals(OLD, cluster.value("Deployment", "messaging-app-blue", ".spec.template.spec.containers[0].image"));
        assertEquals("3", cluster.value("Deployment", "messaging-app-blue", ".status.readyReplicas"));
    }

    // Network policies know of a new pod only after a moment.
    @Test
    void waitsUntilItsProbeIsLetIn() throws Exception {
        serveBlue();
        cluster.letInLate(3);
        var output = run(0, "kubectl-0x03 --image " + NEW).output();
        assertTrue(output.contains("✗ 2026-01-01T00:00:00Z 000"), output);
        assertTrue(output.contains(" ✓, 0 ✗, through messaging-app-service"), output);
    }

    // S-K8S-5
    @Test
    void rollsBackWhenARequestFails() throws Exception {
        serveBlue();
        cluster.failImage(NEW);
        var ended = run(5, "kubectl-0x03 --image " + NEW);
        assertTrue(ended.output().contains("✗ 2026-01-01T00:00:00Z 503"), ended.output());
        assertTrue(ended.errors().contains("a request failed during the update"), ended.errors());
        assertEquals(OLD, cluster.value("Deployment", "messaging-app-blue", ".spec.template.spec.containers[0].image"));
    }

    // S-K8S-5: the last old pod ends a while after the last new one is there
    @Test
    void watchesUntilTheLastOldPodIsGone() throws Exception {
        serveBlue();
        cluster.lingerFor(40);
        var output = run(0, "kubectl-0x03 --image " + NEW).output();
        var answers = Pattern.compile("Answers: {2}(\\d+) ✓, 0 ✗").matcher(output);
        assertTrue(answers.find(), output);
        // Two for each look.
        assertTrue(Integer.parseInt(answers.group(1)) > 50, output);
    }

    // S-K8S-5: an update that nobody watched is none that got through
    @Test
    void rollsBackWhenItsProbeIsGone() throws Exception {
        serveBlue();
        cluster.before("^patch deployment", () -> cluster.refuse("^logs", 1, "Error from server (NotFound)"));
        var ended = run(5, "kubectl-0x03 --image " + NEW);
        assertTrue(ended.errors().contains("the probe gave no answer for half a minute"), ended.errors());
        assertEquals(OLD, cluster.value("Deployment", "messaging-app-blue", ".spec.template.spec.containers[0].image"));
    }

    @Test
    void saysThatTheRollBackFailed() throws Exception {
        serveBlue();
        cluster.breakImage(NEW);
        cluster.refuse("^rollout undo", 1, "error: unable to find specified revision 1 in history");
        var ended = run(1, "kubectl-0x03 --image " + NEW);
        assertTrue(ended.errors().contains("the roll-back failed; blue is in between"), ended.errors());
        assertTrue(ended.output().contains("Result:   failed, and the roll-back failed too"), ended.output());
    }

    @Test
    void saysThatTheOldPodsDoNotComeUpEither() throws Exception {
        serveBlue();
        cluster.failImage(NEW);
        cluster.refuse("^rollout status", 1, "error: timed out waiting for the condition");
        assertTrue(run(1, "kubectl-0x03 --image " + NEW).errors().contains("the pods of revision 1 do not come up"));
    }

    @Test
    void updatesNothingThatIsBadAlready() throws Exception {
        serveBlue();
        cluster.failImage(OLD);
        var before = changes().size();
        assertTrue(run(4, "kubectl-0x03 --image " + NEW).errors().contains("the health is bad before the update"));
        // The probe came and went.
        assertEquals(
                List.of("create --filename=-"),
                changes().subList(before, changes().size()).stream()
                        .filter(call -> !call.startsWith("delete pod messaging-app-probe-"))
                        .toList());
    }

    @Test
    void updatesNothingThatIsUnderWay() throws Exception {
        serveBlue();
        cluster.breakImage(OLD);
        cluster.patch("Deployment", "messaging-app-blue", "{\"spec\": {\"replicas\": 5}}");
        assertTrue(run(4, "kubectl-0x03").errors().contains("an update of blue is under way"));
    }

    @Test
    void updatesNothingThatIsNotThere() throws Exception {
        assertTrue(run(3, "kubectl-0x03").errors().contains("there is no deployment messaging-app-blue"));
    }

    @Test
    void saysThatTheUpdateWasNotTaken() throws Exception {
        serveBlue();
        cluster.refuse("^patch deployment", 1, "Error from server (Forbidden)");
        assertTrue(run(1, "kubectl-0x03").errors().contains("blue is as it was"));
    }

    @Test
    void saysHowToUndoAnUpdateThatWasInterrupted() throws Exception {
        serveBlue();
        var process = new AtomicReference<Process>();
        cluster.before("^patch deployment", () -> cluster.before("^logs", () -> interrupt(process)));
        process.set(start("kubectl-0x03", "--image", NEW));
        var ended = Shell.end(process.get());
        assertEquals(130, ended.code(), ended.output() + ended.errors());
        assertTrue(
                ended.errors().contains("rollout undo deployment/messaging-app-blue --to-revision=1"), ended.errors());
    }

    // ---- kubectl-0x01

    // S-K8S-3
    @Test
    void scalesAndPutsLoadOnEachPod() throws Exception {
        program("wrk", "echo \"wrk $*\" >>\"$TMPDIR/wrk.log\"; echo 'Requests/sec:    100.50'");
        var output = run(0, "kubectl-0x01").output();
        assertEquals("3", cluster.value("Deployment", "messaging-app", ".spec.replicas"));
        assertTrue(output.contains("Scale messaging-app from 2 to 3 replicas"), output);
        assertTrue(output.contains("In all: 301.50 requests a second"), output);
        for (String part : List.of("== Pods", "== Their use", "== Autoscaler")) {
            assertTrue(output.contains(part), output);
        }
        var loads = Files.readAllLines(folder.resolve("wrk.log"));
        assertEquals(3, loads.size());
        assertTrue(
                loads.stream().allMatch(load -> load.startsWith("wrk --threads 1 --connections 4 --duration 30s")),
                loads.toString());
    }

    @Test
    void takesItsArgumentsInOrder() throws Exception {
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
    void scalesNotAgainstTheAutoscaler(int replicas) throws Exception {
        var errors = run(4, "kubectl-0x01 messaging messaging-app messaging-app-service " + replicas)
                .errors();
        assertTrue(errors.contains("the autoscaler messaging-app keeps messaging-app between 2 and 10"), errors);
        assertEquals("2", cluster.value("Deployment", "messaging-app", ".spec.replicas"));
    }

    @Test
    void saysThatPodsDoNotComeUp() throws Exception {
        cluster.breakImage("messaging-app:latest");
        assertTrue(run(1, "kubectl-0x01").errors().contains("set to 3 replicas, but they do not come up"));
    }

    @Test
    void saysThatTheScalingWasNotTaken() throws Exception {
        cluster.refuse("^scale ", 1, "Error from server (Forbidden)");
        assertTrue(run(1, "kubectl-0x01").errors().contains("still has 2 replicas"));
    }

    @ParameterizedTest
    @CsvSource({
        "exit 1,wrk failed",
        "echo '  Non-2xx or 3xx responses: 7',some requests failed",
        "'echo \"  Socket errors: connect 0, read 3, write 0, timeout 1\"',some requests failed"
    })
    void saysThatTheLoadFailed(String wrk, String message) throws Exception {
        program("wrk", wrk);
        assertTrue(run(1, "kubectl-0x01").errors().contains(message + ""));
    }

    @Test
    void worksWithoutMetricsServer() throws Exception {
        cluster.refuse("^top ", 1, "error: Metrics API not available");
        assertTrue(run(0, "kubectl-0x01 --no-load").errors().contains("metrics-server is not there"));
    }

    @Test
    void needsWrkForALoad() throws Exception {
        Files.delete(folder.resolve("wrk"));
        environment.put("PATH", folder + ":" + plainFolder());
        assertTrue(run(3, "kubectl-0x01").errors().contains("wrk is not on the PATH"));
        run(0, "kubectl-0x01 --no-load");
    }

    /** The usual programs, wherever they are on this machine, and nothing else. */
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
    void needsPodsForALoad() throws Exception {
        cluster.patch("Service", SERVICE, "{\"spec\": {\"selector\": {\"version\": \"green\"}}}");
        assertTrue(run(1, "kubectl-0x01").errors().contains("the Service messaging-app-service leads to no pod"));
    }

    // ---- their form

    @Test
    void passesShellcheck() throws Exception {
        var shellcheck = Tools.require("shellcheck").toString();
        var checked = Shell.end(Shell.start(
                Map.of(),
                List.of(
                        shellcheck,
                        "--external-sources",
                        "--source-path=" + K8S.getParent(),
                        K8S.resolve("release.sh").toString(),
                        K8S.resolve("kubectl-0x01").toString(),
                        K8S.resolve("kubectl-0x02").toString(),
                        K8S.resolve("kubectl-0x03").toString())));
        assertEquals("", checked.output() + checked.errors());
    }
}
