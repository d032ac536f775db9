package messaging.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kubectl-0x02 switch}, {@code rollback} and {@code status} (S-K8S-4). */
class SwitchTest extends ReleaseScripts {
    // S-K8S-4
    @Test
    void switchKeepsOldVersionRunning() throws Exception {
        serveBlue();
        assertEquals("blue", serving());
        assertEquals("stable", cluster.value("Service", SERVICE, ".metadata.annotations.messaging/previous"));
        assertEquals("2", cluster.value("Deployment", "messaging-app", ".status.readyReplicas"));
        assertTrue(run(0, "kubectl-0x02 switch blue").output().contains("already selects blue"));
    }

    // S-K8S-1: an apply never reverts a switched Service
    @Test
    void applyKeepsTheSwitch() throws Exception {
        serveBlue();
        for (String file : List.of("deployment.yaml", "kubeservice.yaml", "blue_deployment.yaml")) {
            cluster.apply(Manifest.read(K8S.resolve(file)));
        }
        assertEquals("blue", serving());
        // And the Service keeps selecting the pods of blue.
        assertTrue(run(0, "kubectl-0x02 status").output().contains("\n  messaging-app-blue-"));
    }

    // S-K8S-1: nor removes the pods that the autoscaler has added
    @Test
    void applyKeepsReplicas() throws Exception {
        cluster.patch("Deployment", "messaging-app", "{\"spec\": {\"replicas\": 7}}");
        cluster.apply(Manifest.read(K8S.resolve("deployment.yaml")));
        assertEquals("7", cluster.value("Deployment", "messaging-app", ".spec.replicas"));
    }

    @Test
    void switchToChangedColorIsRefused() throws Exception {
        run(0, "kubectl-0x02 deploy blue");
        run(0, "kubectl-0x02 verify blue");
        cluster.patch(
                "Deployment",
                "messaging-app-blue",
                "{\"spec\": {\"template\": {\"metadata\": {\"annotations\": {\"a\": \"b\"}}}}}");
        assertTrue(run(4, "kubectl-0x02 switch blue").errors().contains("has changed since"));
        assertEquals("stable", serving());
    }

    // S-K8S-4: a deployment from another terminal right after the Service has moved
    @Test
    void deployDuringSwitchMovesBack() throws Exception {
        run(0, "kubectl-0x02 deploy blue --image " + OLD);
        run(0, "kubectl-0x02 verify blue");
        cluster.before(
                "^patch service .*\"version\":\"blue\"", () -> unchecked(0, "kubectl-0x02 deploy blue --image " + NEW));
        var errors = run(5, "kubectl-0x02 switch blue --watch 0").errors();
        assertTrue(errors.contains("conflict: blue was changed by another command while traffic moved to it"), errors);
        assertEquals("stable", serving());
        assertEquals(NEW, image("blue"));
        assertTrue(run(4, "kubectl-0x02 switch blue").errors().contains("blue is not verified"));
    }

    // S-K8S-4: or while the probe starts
    @Test
    void deployBeforeSwitchLeavesTheService() throws Exception {
        run(0, "kubectl-0x02 deploy blue --image " + OLD);
        run(0, "kubectl-0x02 verify blue");
        cluster.before("^create ", () -> unchecked(0, "kubectl-0x02 deploy blue --image " + NEW));
        var errors = run(4, "kubectl-0x02 switch blue").errors();
        assertTrue(
                errors.contains("conflict: blue was changed by another command and now has the image " + NEW), errors);
        assertEquals("stable", serving());
        assertTrue(
                changes().stream().noneMatch(call -> call.contains("\"version\":\"blue\"")),
                changes().toString());
    }

    // S-K8S-4: a rollback has the same risk.
    @Test
    void deployDuringRollbackLeavesTheService() throws Exception {
        run(0, "kubectl-0x02 deploy green --image " + OLD);
        run(0, "kubectl-0x02 verify green");
        run(0, "kubectl-0x02 switch green --watch 0");
        serveBlue();
        cluster.before(
                "^patch service .*\"version\":\"green\"",
                () -> cluster.patch(
                        "Deployment",
                        "messaging-app-green",
                        "{\"spec\": {\"template\": {\"metadata\": {\"annotations\": {\"a\": \"b\"}}}}}"));
        var errors = run(5, "kubectl-0x02 rollback --watch 0").errors();
        assertTrue(errors.contains("conflict: green was changed by another command"), errors);
        assertEquals("blue", serving());
    }

    // Status and number of replicas change at any time, which is not a conflict.
    @Test
    void switchIgnoresStatusChanges() throws Exception {
        run(0, "kubectl-0x02 deploy blue --image " + OLD);
        run(0, "kubectl-0x02 verify blue");
        cluster.before(
                "^patch deployment .*switched-at",
                () -> cluster.patch("Deployment", "messaging-app-blue", "{\"status\": {}}"));
        run(0, "kubectl-0x02 switch blue --watch 0");
        assertEquals("blue", serving());
    }

    // S-K8S-4
    @Test
    void switchRequiresTheExpectedImage() throws Exception {
        run(0, "kubectl-0x02 deploy blue --image " + OLD);
        run(0, "kubectl-0x02 verify blue");
        var errors = run(4, "kubectl-0x02 switch blue --image " + NEW).errors();
        assertTrue(errors.contains("conflict: blue has the image " + OLD + " and not " + NEW), errors);
        assertEquals("stable", serving());
        var output = run(0, "kubectl-0x02 switch blue --watch 0 --image " + OLD).output();
        assertTrue(output.contains("Switch from stable to blue with " + OLD), output);
        assertTrue(output.contains("blue serves " + OLD), output);
        assertTrue(run(4, "kubectl-0x02 switch blue --image " + NEW).errors().contains("conflict: blue has the image"));
    }

    // S-K8S-4: clients retry a failed request.
    @ParameterizedTest
    @ValueSource(strings = {"timeout 15000", "refused 1", "503 8", "closed 20", "200 15900", "refused 1,refused 1"})
    void singleFailureDoesNotMoveBack(String outcomes) throws Exception {
        run(0, "kubectl-0x02 deploy blue --image " + OLD);
        run(0, "kubectl-0x02 verify blue");
        cluster.answer(OLD, List.of(outcomes.split(",")));
        run(0, "kubectl-0x02 switch blue --watch 0");
        assertEquals("blue", serving());
    }

    // S-K8S-4
    @ParameterizedTest
    @CsvSource({
        "'refused 1,503 8,closed 20','3 requests in a row failed, the last one with closed'",
        "'timeout 15000,timeout 15000','no good answer for 30 s'",
        "'500 1,500 1,500 1','3 requests in a row failed, the last one with 500'"
    })
    void outageMovesBack(String outcomes, String reason) throws Exception {
        run(0, "kubectl-0x02 deploy blue --image " + OLD);
        run(0, "kubectl-0x02 verify blue");
        cluster.answer(OLD, List.of(outcomes.split(",")));
        var errors = run(5, "kubectl-0x02 switch blue --watch 1").errors();
        assertTrue(errors.contains(reason + "; the Service is back at stable"), errors);
    }

    @Test
    void switchToColorWithoutPodsIsRefused() throws Exception {
        run(0, "kubectl-0x02 deploy blue");
        run(0, "kubectl-0x02 verify blue");
        cluster.breakImage("messaging-app:latest");
        cluster.patch("Deployment", "messaging-app-blue", "{\"spec\": {\"replicas\": 5}}");
        run(0, "kubectl-0x02 status");
        assertTrue(run(4, "kubectl-0x02 switch blue").errors().contains("blue has 3 of 5 pods ready"));
    }

    // S-K8S-4: the switch checks afterwards, and moves back automatically
    @Test
    void failedRequestsMoveBack() throws Exception {
        cluster.failImage(NEW);
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        run(0, "kubectl-0x02 verify blue");
        var ended = run(5, "kubectl-0x02 switch blue --watch 1");
        assertTrue(ended.output().contains("✗ 2026-01-01T00:00:00Z 503 (12 ms)"), ended.output());
        assertTrue(
                ended.errors()
                        .contains("requests in a row failed, the last one with 503; the Service is back at stable"),
                ended.errors());
        assertEquals("stable", serving());
        assertTrue(run(4, "kubectl-0x02 rollback").errors().contains("no other version served before stable"));
    }

    @Test
    void missingEndpointsMoveBack() throws Exception {
        cluster.leaveEndpointsBehind();
        run(0, "kubectl-0x02 deploy green");
        run(0, "kubectl-0x02 verify green");
        assertTrue(run(5, "kubectl-0x02 switch green")
                .errors()
                .contains("the endpoints of the Service did not become the pods of green"));
        assertEquals("stable", serving());
    }

    @Test
    void failedMoveBackIsReported() throws Exception {
        cluster.failImage(NEW);
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        run(0, "kubectl-0x02 verify blue");
        cluster.refuse("^patch service .*\"version\":\"stable\"", 1, "Error from server (Timeout)");
        assertTrue(run(1, "kubectl-0x02 switch blue --watch 1").errors().contains("could not move back"));
        assertEquals("blue", serving());
    }

    @Test
    void concurrentSwitchWinsIfFaster() throws Exception {
        run(0, "kubectl-0x02 deploy blue");
        run(0, "kubectl-0x02 verify blue");
        cluster.before(
                "^patch service",
                () -> cluster.patch("Service", SERVICE, "{\"spec\": {\"selector\": {\"version\": \"green\"}}}"));
        var errors = run(1, "kubectl-0x02 switch blue").errors();
        assertTrue(errors.contains("the object has been modified"), errors);
        assertTrue(errors.contains("the Service selects green"), errors);
        assertEquals("green", serving());
    }

    @Test
    void switchWithoutProbeIsRefused() throws Exception {
        run(0, "kubectl-0x02 deploy blue");
        run(0, "kubectl-0x02 verify blue");
        cluster.refuse("^wait ", 1, "error: timed out waiting for the condition on pods/x");
        assertTrue(run(1, "kubectl-0x02 switch blue")
                .errors()
                .contains("the Service was not moved; stable keeps serving"));
        assertEquals("stable", serving());
    }

    @Test
    void switchWaitsForNetworkPolicy() throws Exception {
        run(0, "kubectl-0x02 deploy blue");
        run(0, "kubectl-0x02 verify blue");
        cluster.letInLate(7);
        var ended = run(0, "kubectl-0x02 switch blue --watch 0");
        assertFalse(ended.errors().contains("did not respond before"), ended.errors());
        assertEquals("blue", serving());
    }

    @Test
    void switchFromFailingVersionWorks() throws Exception {
        run(0, "kubectl-0x02 deploy blue");
        run(0, "kubectl-0x02 verify blue");
        cluster.patch("Deployment", "messaging-app", "{\"spec\": {\"replicas\": 0}}");
        run(0, "kubectl-0x02 status");
        run(0, "kubectl-0x02 status");
        assertTrue(run(0, "kubectl-0x02 switch blue --watch 0").errors().contains("stable did not respond before"));
        assertEquals("blue", serving());
    }

    @ParameterizedTest
    @CsvSource({
        "kubectl-0x02 switch blue,^logs,The Service selects stable.",
        "kubectl-0x02 switch blue,^get endpointslices,The Service selects blue.",
        "kubectl-0x02 deploy green,^apply,green is partially deployed and paused; deploy it again.",
        "kubectl-0x02 verify blue,^patch deployment .*verified-at,The Service selects stable.",
        "kubectl-0x03,^logs,Blue is unchanged.",
        "kubectl-0x01,^top,The Deployment messaging-app is set to 3 replicas (previously 2)"
    })
    void interruptionReportsTheState(String command, String at, String state) throws Exception {
        run(0, "kubectl-0x02 deploy blue");
        run(0, "kubectl-0x02 verify blue");
        var process = new AtomicReference<Process>();
        cluster.before(at, () -> interrupt(process));
        process.set(startInterruptible(command.split(" ")));
        var ended = Shell.end(process.get());
        assertEquals(130, ended.code(), ended.output() + ended.errors());
        assertTrue(ended.errors().contains("interrupted. "), ended.errors());
        assertTrue(ended.errors().contains(state), ended.errors());
    }

    // S-K8S-4
    @Test
    void rollbackCanBeReverted() throws Exception {
        serveBlue();
        run(0, "kubectl-0x02 rollback --watch 0");
        assertEquals("stable", serving());
        run(0, "kubectl-0x02 rollback --watch 0");
        assertEquals("blue", serving());
    }

    @Test
    void failedSwitchKeepsRollbackTarget() throws Exception {
        serveBlue();
        cluster.failImage(NEW);
        run(0, "kubectl-0x02 deploy green --image " + NEW);
        run(0, "kubectl-0x02 verify green");
        run(5, "kubectl-0x02 switch green --watch 1");
        assertEquals("blue", serving());
        assertEquals("stable", cluster.value("Service", SERVICE, ".metadata.annotations.messaging/previous"));
    }

    @Test
    void rollbackWithoutPreviousVersionIsRefused() throws Exception {
        assertTrue(run(4, "kubectl-0x02 rollback").errors().contains("no other version served before stable"));
        serveBlue();
        cluster.patch("Deployment", "messaging-app", "{\"spec\": {\"replicas\": 0}}");
        run(0, "kubectl-0x02 status");
        assertTrue(run(4, "kubectl-0x02 rollback").errors().contains("stable has no pods"));
        cluster.remove("Deployment", "messaging-app");
        assertTrue(run(3, "kubectl-0x02 rollback").errors().contains("nothing to roll back to"));
        assertEquals("blue", serving());
    }

    // The replacement of the version that served before has never served.
    @Test
    void rollbackToReplacedVersionIsRefused() throws Exception {
        serveBlue();
        run(0, "kubectl-0x02 deploy green --image " + OLD);
        run(0, "kubectl-0x02 verify green");
        run(0, "kubectl-0x02 switch green --watch 0");
        assertTrue(run(0, "kubectl-0x02 deploy blue --image " + NEW).errors().contains("blue served before green"));
        assertEquals("green", serving());
        assertTrue(run(4, "kubectl-0x02 rollback").errors().contains("no other version served before green"));
        run(0, "kubectl-0x02 verify blue");
        run(0, "kubectl-0x02 switch blue --watch 0");
        run(0, "kubectl-0x02 rollback --watch 0");
        assertEquals("green", serving());
    }

    // S-K8S-4: the image of the pods rather than that of the Deployment
    @Test
    void statusShowsImagesOfPods() throws Exception {
        serveBlue();
        var next = "registry.example.com/a-much-longer-name/messaging-app@sha256:" + "0".repeat(64);
        cluster.patch(
                "Deployment",
                "messaging-app-blue",
                "{\"spec\": {\"paused\": true, \"template\": {\"spec\":"
                        + " {\"containers\": [{\"name\": \"messaging-app\", \"image\": \"" + next + "\"}]}}}}");
        var output = run(0, "kubectl-0x02 status").output();
        assertTrue(output.contains("serving, paused  " + OLD + " (next: " + next + ")\n"), output);
        run(0, "kubectl-0x02 deploy green --image " + NEW);
        run(0, "kubectl-0x02 status");
        cluster.patch("Deployment", "messaging-app-green", "{\"spec\": {\"replicas\": 0}}");
        for (int i = 0; i < 3; i++) {
            run(0, "kubectl-0x02 status");
        }
        output = run(0, "kubectl-0x02 status").output();
        assertTrue(output.contains("none (no pods; next: " + NEW + ")\n"), output);
    }

    // S-K8S-4: columns are aligned, however long their values are.
    @Test
    void statusAlignsColumns() throws Exception {
        serveBlue();
        cluster.patch(
                "Deployment",
                "messaging-app-blue",
                "{\"spec\": {\"template\": {\"metadata\": {\"annotations\": {\"a\": \"b\"}}}}}");
        cluster.patch("Deployment", "messaging-app", "{\"spec\": {\"replicas\": 12345}}");
        var rows = run(0, "kubectl-0x02 status")
                .output()
                .lines()
                .filter(row -> row.matches("(VERSION|stable|blue|green) .*"))
                .toList();
        assertEquals(4, rows.size(), rows.toString());
        assertTrue(rows.get(2).contains("serving, changed since verified  "), rows.toString());
        for (String heading : List.of("READY", "STATE", "IMAGE")) {
            int column = rows.get(0).indexOf(heading);
            rows.forEach(row -> assertTrue(row.substring(column - 2).matches("  \\S.*"), row));
        }
    }

    // S-K8S-4
    @Test
    void statusShowsAllVersions() throws Exception {
        assertTrue(run(0, "kubectl-0x02 status").output().contains("Serving: stable\n"));
        serveBlue();
        run(0, "kubectl-0x02 deploy green --image " + NEW);
        run(0, "kubectl-0x02 status");
        var output = run(0, "kubectl-0x02 status").output();
        assertTrue(output.contains("Serving: blue\nBefore:  stable\n"), output);
        assertTrue(output.matches("(?s).*\nstable +2/2 +not verified +messaging-app:latest\n.*"), output);
        assertTrue(output.matches("(?s).*\nblue +3/3 +serving, verified +" + OLD + "\n.*"), output);
        assertTrue(output.matches("(?s).*\ngreen +3/3 +not verified +" + NEW + "\n.*"), output);
        assertFalse(output.contains("\u001b"), "colors are for terminals only");
    }
}
