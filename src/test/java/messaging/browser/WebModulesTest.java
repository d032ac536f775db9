package messaging.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.JarURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import messaging.it.Program;
import messaging.it.Tools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks the modules of the web client and the admin console without a browser (S-WEB-11). The configuration of the tools and
 * the unit tests are in {@code src/test/client/web}.
 */
class WebModulesTest {

    private static final Path MODULES = Path.of("src", "main", "webapp", "WEB-INF", "web");
    private static final Path TESTS = Path.of("src", "test", "client", "web");
    private static final Path LIBRARIES = Path.of("target", "web-modules", "node_modules");
    private static final int MAX_LINES = 299;

    @TempDir
    Path folder;

    @Test
    void modulesHaveFewerThan300Lines() throws IOException {
        List<Path> modules = files(MODULES, ".js");
        assertTrue(modules.size() > 20, modules::toString);
        List<String> tooLong = new ArrayList<>();
        for (Path module : modules) {
            int lines = Files.readAllLines(module).size();
            if (lines > MAX_LINES) {
                tooLong.add(module.getFileName() + ": " + lines);
            }
        }
        assertEquals(List.of(), tooLong);
    }

    @Test
    void eslintReportsNoProblems() {
        Program.run(
                folder,
                List.of(
                        Tools.require("eslint").toString(),
                        "--no-config-lookup",
                        "--config",
                        TESTS.resolve("eslint.config.mjs").toString(),
                        "--max-warnings=0",
                        MODULES.toString()));
    }

    @Test
    void typeScriptReportsNoErrors() throws IOException {
        String tsc = Tools.require("tsc").toString();
        unpackLibraries();
        Program.run(folder, List.of(tsc, "--project", TESTS.toString()));
    }

    @Test
    void unitTestsPass() throws IOException {
        String node = Tools.require("node").toString();
        unpackLibraries();
        List<String> command = new ArrayList<>(
                List.of(node, "--import", "./" + TESTS.resolve("setup.mjs"), "--test", "--test-reporter=spec"));
        files(TESTS, ".test.mjs").stream().map(Path::toString).forEach(command::add);
        // The tests of dates need a time zone in which clocks change.
        String report = Program.run(folder, command, Map.of("TZ", "Europe/Berlin", "LC_ALL", "en_GB.UTF-8"));
        assertTrue(report.contains("fail 0") && !report.contains("tests 0"), report);
    }

    private static List<Path> files(Path root, String extension) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.filter(file -> file.toString().endsWith(extension))
                    .sorted()
                    .toList();
        }
    }

    /** Copies Lit from the WebJars to where Node's tools look for packages. */
    private static void unpackLibraries() throws IOException {
        unpack("lit-html", "lit-html");
        unpack("lit-element", "lit-element");
        unpack("lit__reactive-element", "@lit/reactive-element");
    }

    private static void unpack(String artifact, String name) throws IOException {
        var properties = WebModulesTest.class
                .getClassLoader()
                .getResource("META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties");
        var jar = ((JarURLConnection) properties.openConnection()).getJarFile();
        var prefix = "META-INF/resources/webjars/" + artifact + "/";
        for (var entry : jar.stream()
                .filter(file -> !file.isDirectory() && file.getName().startsWith(prefix))
                .toList()) {
            var pathWithVersion = entry.getName().substring(prefix.length());
            var target = LIBRARIES.resolve(name).resolve(pathWithVersion.substring(pathWithVersion.indexOf('/') + 1));
            Files.createDirectories(target.getParent());
            try (var in = jar.getInputStream(entry)) {
                Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
