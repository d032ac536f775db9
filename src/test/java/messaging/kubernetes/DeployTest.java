package messaging.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kubectl-0x02 deploy}, and what it makes of the cluster (S-K8S-4). */
class DeployTest extends ReleaseScripts {
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
}
