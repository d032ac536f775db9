package messaging.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import messaging.it.Sql;
import messaging.it.TestStage;
import messaging.it.Tools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smoke test of {@code kubectl-0x02 verify} on a real server; only the cluster is fake. */
class VerifyIT {
    private static final Path K8S = ManifestsTest.K8S.toAbsolutePath();

    @TempDir
    private Path folder;

    // S-K8S-4
    @Test
    void hasAConversationAndLeavesNothingBehind() throws Exception {
        Tools.require("bash");
        Tools.require("curl");
        try (var cluster = new FakeCluster(folder)) {
            cluster.forwardTo("127.0.0.1:" + URI.create(TestStage.url()).getPort());
            cluster.put(
                    "ConfigMap", "messaging-app-config", "{\"data\": {\"ALLOWED_HOSTS\": \"localhost,127.0.0.1\"}}");
            cluster.apply(Kustomization.build(K8S).stream()
                    .filter(manifest -> Set.of("Service", "Deployment").contains(manifest.kind()))
                    .toList());
            for (String command : List.of("deploy", "verify")) {
                var ended = Shell.end(Shell.start(
                        new HashMap<>(cluster.environment()),
                        List.of(K8S.resolve("kubectl-0x02").toString(), command, "blue")));
                assertEquals(0, ended.code(), ended.output() + ended.errors());
            }
            assertNotEquals(
                    "", cluster.value("Deployment", "messaging-app-blue", ".metadata.annotations.messaging/verified"));
        }
        assertEquals(
                "0",
                Sql.text(
                        "n",
                        "SELECT COUNT(*) AS n FROM conversations WHERE title LIKE 'release-check-%' AND deleted_at IS NULL"));
        assertEquals(
                "0",
                Sql.text(
                        "n",
                        "SELECT COUNT(*) AS n FROM users WHERE username LIKE 'release-check-%' OR email LIKE 'release-check-%'"));
    }
}
