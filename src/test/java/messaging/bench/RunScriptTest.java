package messaging.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import messaging.it.Tools;
import org.junit.jupiter.api.Test;

/** The script that starts the benchmark. */
class RunScriptTest {
    private static final String SCRIPT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath() + "/bench/run";

    private record Ended(int code, String output) {}

    @Test
    void passesShellcheck() throws Exception {
        var checked = run(List.of(Tools.require("shellcheck").toString(), SCRIPT));
        assertEquals("", checked.output());
        assertEquals(0, checked.code());
    }

    @Test
    void explainsItsOptions() throws Exception {
        var help = run(List.of(SCRIPT, "--help"));
        assertEquals(0, help.code());
        List.of("--quick", "--mariadb", "--only=")
                .forEach(option -> assertTrue(help.output().contains(option), option));
    }

    @Test
    void refusesUnknownOptions() throws Exception {
        assertEquals(2, run(List.of(SCRIPT, "--fast")).code());
    }

    private static Ended run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = process.getInputStream()) {
            var text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), text);
        }
    }
}
