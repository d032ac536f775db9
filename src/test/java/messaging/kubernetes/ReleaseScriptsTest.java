package messaging.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import messaging.it.Tools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behavior that the release scripts share. */
class ReleaseScriptsTest extends ReleaseScripts {
    @ParameterizedTest
    @ValueSource(strings = {"kubectl-0x01", "kubectl-0x02", "kubectl-0x03"})
    void helpShowsUsageAndExitCodes(String script) throws Exception {
        for (String option : List.of("--help", "-h")) {
            var help = run(0, script + " " + option).output();
            assertTrue(help.contains("Usage:\n  " + script), help);
            assertTrue(help.contains("Exit codes:") && help.contains("--dry-run"), help);
        }
        assertEquals(List.of(), cluster.calls());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kubectl-0x02                              | missing command
            kubectl-0x02 launch                       | launch is not a command
            kubectl-0x02 deploy                       | missing color
            kubectl-0x02 deploy red                   | red is not a color
            kubectl-0x02 deploy stable                | stable is not a color
            kubectl-0x02 deploy blue green            | too many arguments: green
            kubectl-0x02 deploy blue --image          | --image requires a value
            kubectl-0x02 deploy blue --image a"b      | is not a valid image name
            kubectl-0x02 verify                       | missing color
            kubectl-0x02 verify blue --kustomize x    | --kustomize is for deploy only
            kubectl-0x02 switch                       | missing color
            kubectl-0x02 switch purple                | purple is not a color
            kubectl-0x02 switch blue --timeout soon   | --timeout must be a number
            kubectl-0x02 switch blue --watch long     | --watch must be a number
            kubectl-0x02 rollback blue                | rollback accepts no color
            kubectl-0x02 status blue                  | status accepts no color
            kubectl-0x02 status --color               | unknown option --color
            kubectl-0x03 blue                         | unknown argument 'blue'
            kubectl-0x03 --image                      | --image requires a value
            kubectl-0x03 --image a;b                  | is not a valid image name
            kubectl-0x03 --timeout x                  | --timeout must be a number
            kubectl-0x01 a b c d                      | REPLICAS must be a number
            kubectl-0x01 a b c 3 long                 | DURATION must be a time
            kubectl-0x01 a b c 3 30s 0                | THREADS must be a number of at least 1
            kubectl-0x01 a b c 3 30s 4 0              | CONNECTIONS must be a number of at least 1
            kubectl-0x01 a b c 3 30s 4 2              | CONNECTIONS must be at least THREADS
            kubectl-0x01 a b c 3 30s 4 8 9            | too many arguments: '9'
            kubectl-0x01 a_b                          | is not a valid Kubernetes name
            kubectl-0x01 --turbo                      | unknown option --turbo
            """)
    void invalidUsageIsRefused(String command, String message) throws Exception {
        var errors = run(2, command).errors();
        assertTrue(errors.contains(message) && errors.contains("--help"), errors);
        assertEquals(1, errors.lines().count(), errors);
        assertEquals(List.of(), cluster.calls());
    }

    static Stream<List<String>> emptyValues() {
        var options = Map.of(
                List.of("kubectl-0x01"),
                List.of("--context", "--url", "--path", "--timeout"),
                List.of("kubectl-0x02", "deploy", "blue"),
                List.of("--namespace", "-n", "--context", "--image", "--kustomize", "--timeout", "--watch"),
                List.of("kubectl-0x03"),
                List.of("--namespace", "-n", "--context", "--image", "--timeout", "--log"));
        return options.entrySet().stream()
                .flatMap(script -> script.getValue().stream()
                        .flatMap(option -> Stream.of(
                                        List.of(option),
                                        List.of(option, ""),
                                        List.of(option, "--dry-run"),
                                        List.of(option + "="))
                                .filter(words -> !words.get(0).equals("-n="))
                                .map(words -> Stream.concat(script.getKey().stream(), words.stream())
                                        .toList())));
    }

    // S-K8S-4: an unset variable must not act like an omitted option.
    @ParameterizedTest
    @MethodSource("emptyValues")
    void optionWithoutValueIsRefused(List<String> command) throws Exception {
        var errors = run(2, command.toArray(String[]::new)).errors();
        assertTrue(errors.contains(" requires a value (see "), errors);
        assertEquals(1, errors.lines().count(), errors);
        assertEquals(List.of(), cluster.calls());
    }

    // S-K8S-4: nor must an empty or blank argument.
    @ParameterizedTest
    @CsvSource({
        "kubectl-0x01,''",
        "kubectl-0x02,''",
        "kubectl-0x02 status,''",
        "kubectl-0x02 deploy,''",
        "kubectl-0x02 deploy blue,''",
        "kubectl-0x03,''",
        "kubectl-0x02 deploy blue --image,' '",
        "kubectl-0x03 --image,' '",
        "kubectl-0x02 status --namespace,' '",
        "kubectl-0x03 --timeout,' '",
        "kubectl-0x01 messaging,''"
    })
    void emptyArgumentsAreRefused(String command, String last) throws Exception {
        var words = Stream.concat(Stream.of(command.split(" ")), Stream.of(last));
        assertEquals(1, run(2, words.toArray(String[]::new)).errors().lines().count());
        assertEquals(List.of(), cluster.calls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubectl-0x01", "kubectl-0x02 status", "kubectl-0x03"})
    void missingObjectsAreNamed(String command) throws Exception {
        cluster.refuse(
                "^get namespace", 1, "The connection to the server localhost:8080 was refused - did you specify?");
        assertTrue(run(3, command).errors().contains("the cluster does not respond: The connection"));
        assertEquals(List.of(), changes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubectl-0x01 elsewhere", "kubectl-0x02 status -n elsewhere", "kubectl-0x03 -n elsewhere"})
    void missingNamespaceIsReported(String command) throws Exception {
        cluster.remove("Namespace", "messaging");
        cluster.refuse("^get namespace", 1, "Error from server (NotFound): namespaces \"elsewhere\" not found");
        assertTrue(run(3, command).errors().contains("namespace elsewhere not found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubectl-0x01", "kubectl-0x02 deploy blue", "kubectl-0x02 switch blue"})
    void missingPermissionIsReported(String command) throws Exception {
        cluster.refuse("^auth can-i patch", 1, "no");
        assertTrue(run(3, command).errors().contains("this account lacks the permission to patch "));
        assertEquals(List.of(), changes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubectl-0x01", "kubectl-0x02 deploy blue", "kubectl-0x02 status", "kubectl-0x02 rollback"})
    void missingServiceIsReported(String command) throws Exception {
        cluster.remove("Service", SERVICE);
        assertTrue(run(3, command).errors().contains("service messaging-app-service not found"));
        assertEquals(List.of(), changes());
    }

    @Test
    void scriptsWorkThroughLinks() throws Exception {
        Files.createSymbolicLink(folder.resolve("kubectl-0x02"), K8S.resolve("kubectl-0x02"));
        var words = List.of(folder.resolve("kubectl-0x02").toString(), "status");
        assertEquals(0, Shell.end(Shell.start(environment, words)).code());
        Files.delete(folder.resolve("kubectl-0x02"));
    }

    @Test
    void scriptsPassShellcheck() throws Exception {
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
