package messaging.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import messaging.it.Tools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kubectl-0x02 verify} (S-K8S-4). */
class VerifyTest extends ReleaseScripts {
    // S-K8S-4
    @Test
    void smokeTestBypassesTheService() throws Exception {
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
        // A port-forward to each pod, and none to the Service.
        var ways = cluster.calls().stream()
                .filter(call -> call.startsWith("port-forward"))
                .collect(Collectors.toSet());
        assertEquals(3, ways.size());
        assertTrue(ways.stream().allMatch(call -> call.contains("pod/messaging-app-blue-")), ways.toString());
    }

    // S-K8S-4
    @Test
    void versionWithoutAccountDeletionIsVerified() throws Exception {
        Tools.require("curl");
        api.deleteNoAccounts();
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        var ended = run(0, "kubectl-0x02 verify blue");
        assertTrue(
                ended.output().contains("the account remains, because this version cannot delete accounts"),
                ended.output());
        assertTrue(api.requests().get(api.requests().size() - 1).startsWith("POST token/logout/"));
        assertNotEquals(
                "", cluster.value("Deployment", "messaging-app-blue", ".metadata.annotations.messaging/verified"));
    }

    @Test
    void undeletedAccountIsReported() throws Exception {
        Tools.require("curl");
        api.fail("DELETE users/me/");
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        var errors = run(0, "kubectl-0x02 verify blue").errors();
        assertTrue(errors.contains("the test's account was not deleted: DELETE users/me/ returned 500"), errors);
        assertTrue(api.requests().get(api.requests().size() - 1).startsWith("POST token/logout/"));
    }

    // S-K8S-4: test data is deleted, whichever step fails
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
    void failedSmokeTestIsNotVerified(String step) throws Exception {
        Tools.require("curl");
        api.fail(step);
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        var errors = run(1, "kubectl-0x02 verify blue").errors();
        assertTrue(errors.contains("blue is not verified: " + step + " returned 500"), errors);
        assertEquals("", cluster.value("Deployment", "messaging-app-blue", ".metadata.annotations.messaging/verified"));
        var asked = String.join("\n", api.requests());
        assertEquals(asked.contains("POST conversations/7/"), asked.contains("DELETE conversations/7/ "), asked);
        assertEquals(asked.contains("POST conversations/ "), asked.contains("DELETE users/me/"), asked);
        assertTrue(run(4, "kubectl-0x02 switch blue").errors().contains("blue is not verified"));
    }

    @Test
    void podsThatDoNotBecomeReadyAreNotVerified() throws Exception {
        cluster.breakImage(NEW);
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        assertTrue(run(1, "kubectl-0x02 verify blue").errors().contains("the pods of blue do not become ready"));
        assertEquals("stable", serving());
    }

    @Test
    void missingImageIsReported() throws Exception {
        cluster.withholdImage(NEW);
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        var errors = run(1, "kubectl-0x02 verify blue").errors();
        assertTrue(errors.contains("does not start: ImagePullBackOff, Back-off pulling image"), errors);
        // Pods whose image is missing remain until one of the next rollout is ready, and are ignored.
        cluster.startSlowly("messaging-app-blue", 60);
        run(0, "kubectl-0x02 deploy blue --image " + OLD);
        run(0, "kubectl-0x02 verify blue");
    }

    @Test
    void fewRestartsAreTolerated() throws Exception {
        cluster.startSlowly("messaging-app-blue", 60);
        cluster.endAgainAndAgain(OLD, 2);
        run(0, "kubectl-0x02 deploy blue --image " + OLD);
        run(0, "kubectl-0x02 verify blue");
    }

    @Test
    void crashLoopIsNotVerified() throws Exception {
        cluster.breakImage(NEW);
        cluster.endAgainAndAgain(NEW, 3);
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        var errors = run(1, "kubectl-0x02 verify blue").errors();
        assertTrue(errors.contains("does not start: CrashLoopBackOff"), errors);
    }

    @Test
    void slowRolloutIsNotVerified() throws Exception {
        cluster.withholdImage(NEW);
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        var errors = run(1, "kubectl-0x02 verify blue --timeout 0").errors();
        assertTrue(errors.contains("they are not ready after 0 s"), errors);
    }

    @Test
    void missingDeploymentIsNotVerified() throws Exception {
        assertTrue(run(3, "kubectl-0x02 verify blue").errors().contains("deployment messaging-app-blue not found"));
    }

    // The Service could not select the pods of the plain file.
    @Test
    void deploymentWithoutLabelIsNotVerified() throws Exception {
        cluster.apply(Manifest.read(K8S.resolve("blue_deployment.yaml")));
        assertTrue(run(4, "kubectl-0x02 verify blue").errors().contains("run: kubectl-0x02 deploy blue"));
    }

    @Test
    void unreachablePodIsNotVerified() throws Exception {
        run(0, "kubectl-0x02 deploy blue");
        cluster.refuse("^port-forward", 1, "error: unable to forward port because pod is not running");
        var errors = run(1, "kubectl-0x02 verify blue").errors();
        assertTrue(errors.contains("unable to forward port"), errors);
        assertTrue(errors.contains("blue is not verified: cannot connect to its pod"), errors);
    }

    // S-K8S-4: with --image, a different image is a conflict.
    @Test
    void verifyRequiresTheExpectedImage() throws Exception {
        Tools.require("curl");
        run(0, "kubectl-0x02 deploy blue --image " + NEW);
        var refused = run(4, "kubectl-0x02 verify blue --image " + OLD);
        assertTrue(
                refused.errors().contains("conflict: blue has the image " + NEW + " and not " + OLD), refused.errors());
        var verified = run(0, "kubectl-0x02 verify blue --image " + NEW).output();
        assertTrue(verified.contains("Verify blue with " + NEW), verified);
        assertTrue(verified.contains("Next: kubectl-0x02 switch blue --image " + NEW), verified);
    }

    // S-K8S-4
    @Test
    void deployDuringVerifyIsDetected() throws Exception {
        Tools.require("curl");
        run(0, "kubectl-0x02 deploy blue --image " + OLD);
        cluster.before("^port-forward", () -> unchecked(0, "kubectl-0x02 deploy blue --image " + NEW));
        var errors = run(1, "kubectl-0x02 verify blue").errors();
        assertTrue(
                errors.contains("conflict: blue was changed during the verification and now has the image " + NEW),
                errors);
        assertEquals("", cluster.value("Deployment", "messaging-app-blue", ".metadata.annotations.messaging/verified"));
    }

    // Between the last read and the mark
    @Test
    void claimDuringVerifyPreventsTheMark() throws Exception {
        Tools.require("curl");
        run(0, "kubectl-0x02 deploy blue --image " + OLD);
        cluster.before(
                "^patch deployment .*verified-at\":\"", () -> unchecked(0, "kubectl-0x02 deploy blue --image " + OLD));
        assertTrue(run(1, "kubectl-0x02 verify blue").errors().contains("conflict: blue was changed"));
        assertEquals("", cluster.value("Deployment", "messaging-app-blue", ".metadata.annotations.messaging/verified"));
    }

    @Test
    void changeDuringVerifyIsDetected() throws Exception {
        Tools.require("curl");
        run(0, "kubectl-0x02 deploy blue");
        cluster.before("^port-forward", () -> {
            cluster.patch(
                    "Deployment",
                    "messaging-app-blue",
                    "{\"spec\": {\"template\": {\"metadata\": {\"annotations\": {\"a\": \"b\"}}}}}");
        });
        assertTrue(run(1, "kubectl-0x02 verify blue")
                .errors()
                .contains("conflict: blue was changed during the verification"));
    }
}
