package messaging.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code kubectl-0x03} (S-K8S-5). */
class RollingUpdateTest extends ReleaseScripts {
    // S-K8S-5
    @Test
    void updateChangesImageOfBlue() throws Exception {
        serveBlue();
        var output = run(0, "kubectl-0x03 --image " + NEW).output();
        assertEquals(NEW, cluster.value("Deployment", "messaging-app-blue", ".spec.template.spec.containers[0].image"));
        assertEquals("3", cluster.value("Deployment", "messaging-app-blue", ".status.updatedReplicas"));
        assertEquals("blue", serving());
        assertTrue(output.contains("3 wanted: 1 new"), output);
        assertTrue(output.contains("✓ 2026-01-01T00:00:00Z 200 (12 ms)"), output);
        assertTrue(
                Pattern.compile("Answers: {2}\\d+ ✓, 0 ✗, through messaging-app-service")
                        .matcher(output)
                        .find(),
                output);
        var log = output.replaceAll("(?s).*\nLog: +", "").lines().findFirst().orElseThrow();
        assertTrue(Files.readString(Path.of(log)).startsWith("2026-01-01T00:00:00Z 200 12\n"));
    }

    // S-K8S-5: without arguments
    @Test
    void updateWithoutImageReplacesPods() throws Exception {
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
    void idleBlueIsProbedThroughItsService() throws Exception {
        run(0, "kubectl-0x02 deploy blue --image " + OLD);
        run(0, "kubectl-0x02 status");
        run(0, "kubectl-0x02 status");
        var ended = run(0, "kubectl-0x03 --image " + NEW);
        assertTrue(ended.errors().contains("stable serves, not blue"), ended.errors());
        assertTrue(ended.output().contains("through messaging-app-blue-service"), ended.output());
    }

    // S-K8S-5: an automatic rollback
    @Test
    void stuckUpdateRollsBack() throws Exception {
        serveBlue();
        cluster.breakImage(NEW);
        var ended = run(5, "kubectl-0x03 --image " + NEW);
        assertTrue(ended.errors().contains("the rollout makes no progress; blue is back"), ended.errors());
        assertTrue(ended.output().contains("Result:   failed, rolled back"), ended.output());
        assertEquals(OLD, cluster.value("Deployment", "messaging-app-blue", ".spec.template.spec.containers[0].image"));
        assertEquals("3", cluster.value("Deployment", "messaging-app-blue", ".status.readyReplicas"));
    }

    // S-K8S-5: long before the controller gives up after ten minutes
    @Test
    void missingImageRollsBack() throws Exception {
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

    // Network policies take a moment to apply to a new pod.
    @Test
    void updateWaitsForNetworkPolicy() throws Exception {
        serveBlue();
        cluster.letInLate(3);
        var output = run(0, "kubectl-0x03 --image " + NEW).output();
        assertTrue(output.contains("✗ 2026-01-01T00:00:00Z refused (1 ms)"), output);
        assertTrue(output.contains(" ✓, 0 ✗, through messaging-app-service"), output);
    }

    // S-K8S-5
    @Test
    void failedRequestsRollBack() throws Exception {
        serveBlue();
        cluster.failImage(NEW);
        var ended = run(5, "kubectl-0x03 --image " + NEW);
        assertTrue(ended.output().contains("✗ 2026-01-01T00:00:00Z 503 (12 ms)"), ended.output());
        assertTrue(
                ended.errors().contains("requests in a row failed, the last one with 503 during the update"),
                ended.errors());
        assertEquals(OLD, cluster.value("Deployment", "messaging-app-blue", ".spec.template.spec.containers[0].image"));
    }

    // S-K8S-5: a failure that the next request does not repeat is not an outage.
    @ParameterizedTest
    @CsvSource({
        "'timeout 15000','1 ✗ (1 timeout)','0 over 2 s'",
        "'refused 1','1 ✗ (1 refused)','0 over 2 s'",
        "'503 9','1 ✗ (1 503)','0 over 2 s'",
        "'closed 9,refused 1','2 ✗ (','0 over 2 s'",
        "'200 15900','0 ✗,','1 over 2 s, the slowest took 15900 ms'",
        "'200 6000,200 6000,200 6000,200 6000,200 6000,200 6000,200 6000,200 6000,200 6000','0 ✗,','9 over 2 s'",
        "'refused 1,200 9,timeout 15000,200 9,refused 1,200 9,503 1','4 ✗ (','0 over 2 s'"
    })
    void singleFailuresAreOnlyCounted(String outcomes, String failures, String slow) throws Exception {
        serveBlue();
        cluster.lingerFor(20);
        cluster.answer(NEW, List.of(outcomes.split(",")));
        var output = run(0, "kubectl-0x03 --image " + NEW).output();
        assertTrue(output.contains(failures), output);
        assertTrue(output.contains("Slow:     " + slow), output);
        assertEquals(NEW, image("blue"));
    }

    // S-K8S-5
    @ParameterizedTest
    @CsvSource({
        "'refused 1,refused 1,refused 1','3 requests in a row failed, the last one with refused'",
        "'503 9,timeout 9,closed 9','3 requests in a row failed, the last one with closed'",
        "'timeout 15000,timeout 15000','no good answer for 30 s'",
        "'503 1,200 9,503 1,200 9,503 1,200 9,503 1,200 9,502 1','requests failed, the last one with 502'",
        "'200 6000,200 6000,200 6000,200 6000,200 6000,200 6000,200 6000,200 6000,200 6000,200 6000',"
                + "'10 answers in a row took more than 5 s'"
    })
    void outageRollsBack(String outcomes, String reason) throws Exception {
        serveBlue();
        cluster.lingerFor(20);
        cluster.answer(NEW, List.of(outcomes.split(",")));
        var errors = run(5, "kubectl-0x03 --image " + NEW).errors();
        assertTrue(errors.contains(reason), errors);
        assertEquals(OLD, image("blue"));
    }

    // S-K8S-5: the last answers count too.
    @Test
    void failureAtTheEndWaitsForTheNextAnswers() throws Exception {
        serveBlue();
        cluster.lingerFor(2);
        cluster.answer(
                NEW,
                Stream.concat(Collections.nCopies(40, "200 9").stream(), Stream.of("refused 1"))
                        .toList());
        run(0, "kubectl-0x03 --image " + NEW);
    }

    // S-K8S-5: this update must not roll back the pods of another command.
    @Test
    void conflictingDeployIsNotRolledBack() throws Exception {
        serveBlue();
        cluster.breakImage(NEW);
        var other = "registry.example.com/messaging-app:other";
        cluster.before(
                "^patch deployment",
                () -> cluster.before(
                        "^logs",
                        () -> cluster.patch(
                                "Deployment",
                                "messaging-app-blue",
                                "{\"spec\": {\"template\": {\"metadata\":"
                                        + " {\"annotations\": {\"messaging/updated\": \"other\"}}, \"spec\": {\"containers\":"
                                        + " [{\"name\": \"messaging-app\", \"image\": \"" + other + "\"}]}}}}")));
        var ended = run(1, "kubectl-0x03 --image " + NEW);
        assertEquals(1, ended.errors().lines().count(), ended.errors());
        assertTrue(ended.errors().contains("conflict: blue was changed by another command during this update"));
        assertTrue(ended.errors().contains(other), ended.errors());
        assertTrue(
                changes().stream().noneMatch(call -> call.startsWith("rollout undo")),
                changes().toString());
        assertEquals(other, image("blue"));
    }

    @Test
    void conflictingChangeIsNotUpdated() throws Exception {
        serveBlue();
        cluster.before(
                "^patch deployment",
                () -> cluster.patch(
                        "Deployment",
                        "messaging-app-blue",
                        "{\"spec\": {\"template\": {\"metadata\": {\"annotations\": {\"a\": \"b\"}}}}}"));
        var errors = run(4, "kubectl-0x03 --image " + NEW).errors();
        assertTrue(errors.contains("conflict: blue was changed by another command"), errors);
        assertEquals(OLD, image("blue"));
    }

    // The autoscaler and the controller change the Deployment at any time, which is not a conflict.
    @Test
    void updateIgnoresChangedReplicas() throws Exception {
        serveBlue();
        cluster.before(
                "^patch deployment",
                () -> cluster.patch("Deployment", "messaging-app-blue", "{\"spec\": {\"replicas\": 4}}"));
        run(0, "kubectl-0x03 --image " + NEW);
        assertEquals(NEW, image("blue"));
    }

    // S-K8S-5: the last old pod terminates after the last new one is ready
    @Test
    void updateWatchesUntilOldPodsTerminate() throws Exception {
        serveBlue();
        cluster.lingerFor(40);
        var output = run(0, "kubectl-0x03 --image " + NEW).output();
        var answers = Pattern.compile("Answers: {2}(\\d+) ✓, 0 ✗").matcher(output);
        assertTrue(answers.find(), output);
        // Two answers per read.
        assertTrue(Integer.parseInt(answers.group(1)) > 50, output);
    }

    // S-K8S-5: an update without a working probe must not succeed
    @Test
    void missingProbeRollsBack() throws Exception {
        serveBlue();
        cluster.before("^patch deployment", () -> cluster.refuse("^logs", 1, "Error from server (NotFound)"));
        var ended = run(5, "kubectl-0x03 --image " + NEW);
        assertTrue(ended.errors().contains("the probe reported nothing for 40 seconds"), ended.errors());
        assertEquals(OLD, cluster.value("Deployment", "messaging-app-blue", ".spec.template.spec.containers[0].image"));
    }

    @Test
    void failedRollbackIsReported() throws Exception {
        serveBlue();
        cluster.breakImage(NEW);
        cluster.refuse("^rollout undo", 1, "error: unable to find specified revision 1 in history");
        var ended = run(1, "kubectl-0x03 --image " + NEW);
        assertTrue(ended.errors().contains("the rollback failed; blue has pods of both versions"), ended.errors());
        assertTrue(ended.output().contains("Result:   failed, and the rollback failed too"), ended.output());
    }

    @Test
    void rollbackWithoutReadyPodsIsReported() throws Exception {
        serveBlue();
        cluster.failImage(NEW);
        cluster.refuse("^rollout status", 1, "error: timed out waiting for the condition");
        assertTrue(
                run(1, "kubectl-0x03 --image " + NEW).errors().contains("the pods of revision 1 do not become ready"));
    }

    @Test
    void updateOfFailingVersionIsRefused() throws Exception {
        serveBlue();
        cluster.failImage(OLD);
        var before = changes().size();
        assertTrue(run(4, "kubectl-0x03 --image " + NEW).errors().contains("health requests fail before the update"));
        // The probe was created and deleted.
        assertEquals(
                List.of("create --filename=-"),
                changes().subList(before, changes().size()).stream()
                        .filter(call -> !call.startsWith("delete pod messaging-app-probe-"))
                        .toList());
    }

    @Test
    void updateDuringUpdateIsRefused() throws Exception {
        serveBlue();
        cluster.breakImage(OLD);
        cluster.patch("Deployment", "messaging-app-blue", "{\"spec\": {\"replicas\": 5}}");
        assertTrue(run(4, "kubectl-0x03").errors().contains("an update of blue is in progress"));
    }

    @Test
    void updateWithoutDeploymentIsRefused() throws Exception {
        assertTrue(run(3, "kubectl-0x03").errors().contains("deployment messaging-app-blue not found"));
    }

    @Test
    void rejectedUpdateIsReported() throws Exception {
        serveBlue();
        cluster.refuse("^patch deployment", 1, "Error from server (Forbidden)");
        assertTrue(run(1, "kubectl-0x03").errors().contains("blue is unchanged"));
    }

    @Test
    void interruptedUpdateReportsHowToUndo() throws Exception {
        serveBlue();
        var process = new AtomicReference<Process>();
        cluster.before("^patch deployment", () -> cluster.before("^logs", () -> interrupt(process)));
        process.set(startInterruptible("kubectl-0x03", "--image", NEW));
        var ended = Shell.end(process.get());
        assertEquals(130, ended.code(), ended.output() + ended.errors());
        assertTrue(
                ended.errors().contains("rollout undo deployment/messaging-app-blue --to-revision=1"), ended.errors());
    }
}
