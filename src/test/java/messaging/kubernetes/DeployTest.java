package messaging.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kubectl-0x02 deploy} and its effect on the cluster (S-K8S-4). */
class DeployTest extends ReleaseScripts {
    // S-K8S-4
    @Test
    void deployUpdatesIdleColorInOneRollout() throws Exception {
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
        // The Service selects stable before pods of blue exist.
        assertTrue(
                changes().get(0).startsWith("patch service " + SERVICE),
                changes().toString());
        assertTrue(changes().get(1).startsWith("apply "), changes().toString());
    }

    // S-K8S-4: the manifest's image without --image
    @Test
    void deployWithoutImageUsesManifestImage() throws Exception {
        run(0, "kubectl-0x02 deploy green");
        assertEquals(
                "messaging-app:latest",
                cluster.value("Deployment", "messaging-app-green", ".spec.template.spec.containers[0].image"));
    }

    @Test
    void secondDeployCausesOneRollout() throws Exception {
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
    void deployToServingColorIsRefused() throws Exception {
        serveBlue();
        assertTrue(run(4, "kubectl-0x02 deploy blue").errors().contains("blue serves now"));
        run(0, "kubectl-0x02 deploy green --image " + NEW);
        assertEquals("blue", serving());
    }

    // S-K8S-4: a switch that finishes while the deployment starts
    @Test
    void deployToColorThatStartsToServeIsRefused() throws Exception {
        deployed(OLD);
        cluster.before(
                "^patch deployment .*messaging/deploy\"", () -> unchecked(0, "kubectl-0x02 switch blue --watch 0"));
        assertTrue(run(4, "kubectl-0x02 deploy blue --image " + NEW).errors().contains("blue serves now"));
        assertEquals("blue", serving());
        assertEquals(OLD, image("blue"));
        assertEquals("false", cluster.value("Deployment", "messaging-app-blue", ".spec.paused"));
        assertTrue(
                run(0, "kubectl-0x02 status").output().matches("(?s).*blue +3/3 +serving, verified +" + OLD + "\n.*"));
    }

    // S-K8S-4: a Service that was moved by hand
    @Test
    void deployChangesNoPodsOfColorThatStartsToServe() throws Exception {
        deployed(OLD);
        cluster.before(
                "^apply ",
                () -> cluster.patch("Service", SERVICE, "{\"spec\": {\"selector\": {\"version\": \"blue\"}}}"));
        var errors = run(4, "kubectl-0x02 deploy blue --image " + NEW).errors();
        assertTrue(errors.contains("blue serves now; its pods are unchanged, and its Deployment is paused"), errors);
        var status = run(0, "kubectl-0x02 status").output();
        assertTrue(status.contains("serving, paused  " + OLD + " (next: messaging-app:latest)\n"), status);
    }

    // S-K8S-4: a switch must not select pods that a deployment is replacing.
    @Test
    void switchToColorDuringDeployIsRefused() throws Exception {
        deployed(OLD);
        cluster.before("^apply ", () -> unchecked(4, "kubectl-0x02 switch blue"));
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        assertEquals("stable", serving());
        assertEquals(NEW, image("blue"));
    }

    // S-K8S-4
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deployStopsWhenAnotherCommandDeploysToTheColor(boolean installed) throws Exception {
        if (installed) {
            run(0, "kubectl-0x02 deploy blue");
        }
        cluster.before("^apply ", () -> unchecked(0, "kubectl-0x02 deploy blue --image " + OLD));
        var ended = run(1, "kubectl-0x02 deploy blue --image " + NEW);
        assertEquals(1, ended.errors().lines().count(), ended.errors());
        assertTrue(ended.errors().contains("conflict: another command deploys to blue"), ended.errors());
        assertTrue(ended.errors().contains(NEW + " was not deployed"), ended.errors());
        assertFalse(ended.output().contains("rolls out"), ended.output());
    }

    @Test
    void deployStopsWhenAnotherCommandClaimsTheColor() throws Exception {
        run(0, "kubectl-0x02 deploy blue --image " + OLD);
        cluster.before(
                "^patch deployment .*\"paused\":false",
                () -> cluster.patch(
                        "Deployment",
                        "messaging-app-blue",
                        "{\"metadata\": {\"annotations\": {\"messaging/deploy\": \"another\"}}}"));
        assertTrue(run(1, "kubectl-0x02 deploy blue --image " + NEW).errors().contains("conflict: another command"));
        assertEquals("true", cluster.value("Deployment", "messaging-app-blue", ".spec.paused"));
    }

    // The controller writes the status at any time, which is not a conflict.
    @Test
    void deployIgnoresStatusChanges() throws Exception {
        run(0, "kubectl-0x02 deploy blue --image " + OLD);
        for (String patch : List.of("messaging/deploy\"", "\"paused\":false")) {
            cluster.before(
                    "^patch deployment .*" + patch,
                    () -> cluster.patch("Deployment", "messaging-app-blue", "{\"status\": {}}"));
        }
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        assertEquals(NEW, image("blue"));
    }

    private void deployed(String image) throws InterruptedException {
        run(0, "kubectl-0x02 deploy blue --image " + image);
        run(0, "kubectl-0x02 verify blue");
    }

    @ParameterizedTest
    @CsvSource({"Secret,messaging-app-secrets,create secret", "ConfigMap,messaging-app-config,apply -k"})
    void deployWithoutSecretIsRefused(String kind, String name, String hint) throws Exception {
        cluster.remove(kind, name);
        assertTrue(run(3, "kubectl-0x02 deploy blue").errors().contains(hint));
        assertEquals(List.of(), changes());
    }

    @Test
    void deployReportsRejectedManifest() throws Exception {
        cluster.refuse("^apply ", 1, "error: unable to recognize");
        assertTrue(run(1, "kubectl-0x02 deploy blue").errors().contains("stable keeps serving"));
        assertEquals("stable", serving());
    }

    @Test
    void failedRolloutIsReportedAndCanBeDeployedAgain() throws Exception {
        cluster.refuse("^patch deployment", 1, "Error from server (InternalError)");
        assertTrue(run(1, "kubectl-0x02 deploy blue").errors().contains("partially deployed and paused"));
        assertTrue(run(4, "kubectl-0x02 verify blue").errors().contains("paused"));
        assertTrue(run(0, "kubectl-0x02 status").output().matches("(?s).*blue +0/3 +paused.*"));
    }

    @Test
    void deployUsesOverlay() throws Exception {
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
        assertTrue(run(3, "kubectl-0x02 deploy green --kustomize missing")
                .errors()
                .contains("manifest of green not found"));
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
    void dryRunChangesNothing(String command) throws Exception {
        serveBlue();
        var before = changes();
        assertTrue(run(0, command).output().contains("would "));
        assertEquals(before, changes());
    }
}
