package messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import messaging.settings.Settings;
import org.junit.jupiter.api.Test;

/** Holds the documents to the code where that is cheap: what they name must exist, and defaults must agree. */
class ReadmeTest {

    private static final Path ROOT = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path SETTINGS = ROOT.resolve("src/main/java/messaging/settings/Settings.java");
    private static final Path SERVER = ROOT.resolve("src/main/liberty/config");
    private static final Path MAIN = ROOT.resolve("src/main/java");
    private static final Path TEST = ROOT.resolve("src/test/java");

    /** Documented for other programs; the application does not read it. */
    private static final Set<String> NOT_READ = Set.of("DB_ROOT_PASSWORD");
    /** Placeholders of the example, which are no defaults. */
    private static final String PLACEHOLDER = "change-me";
    /** Without these there are no settings at all, or not all of them are read. */
    private static final Map<String, String> MINIMUM = Map.of(
            "DB_PASSWORD", "x", "SIGNING_KEYS", "x", "SMTP_HOST", "mail.example.com", "MAIL_FROM", "us@example.com");

    private final String readme = read(ROOT.resolve("README.md"));
    private final String example = read(ROOT.resolve(".env.example"));

    // S-RUN-1
    @Test
    void startsAndTestsWithOneCommandEach() {
        assertEquals("mvn -Pstart", firstBlock("## Quick start"));
        assertEquals("mvn verify", firstBlock("## Tests"));
    }

    // S-RUN-2
    @Test
    void documentsEveryVariableThatIsRead() {
        Set<String> read = new TreeSet<>(variablesOfSettings());
        read.addAll(defaultsOfServer().keySet());
        read.addAll(NOT_READ);
        assertEquals(Set.of(), difference(read, table().keySet()), "README.md, ## Configuration");
        assertEquals(Set.of(), difference(read, exampleValues().keySet()), ".env.example");
    }

    // S-RUN-2
    @Test
    void documentsTheDefaultsOfTheSettings() {
        Settings defaults = Settings.from(MINIMUM);
        assertEquals(defaults, Settings.from(over(table())), "README.md, ## Configuration");
        assertEquals(defaults, Settings.from(over(exampleValues())), ".env.example");
    }

    // S-RUN-2
    @Test
    void documentsTheDefaultsOfTheServer() {
        defaultsOfServer().forEach((name, value) -> {
            assertEquals(value, table().get(name), name + " in README.md");
            if (!PLACEHOLDER.equals(exampleValues().get(name))) {
                assertEquals(value, exampleValues().get(name), name + " in .env.example");
            }
        });
    }

    // S-RUN-2: the file is read by shells, containers and kubectl, which agree on plain lines only.
    @Test
    void hasPlainLinesAndNoSecretInTheExample() {
        example.lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("# "))
                .forEach(line -> assertTrue(line.matches("[A-Z][A-Z_]*=[^\\s\"'$]*"), line));
        exampleValues()
                .forEach((name, value) -> assertTrue(
                        !name.matches(".*(PASSWORD|KEYS)") || value.isEmpty() || value.equals(PLACEHOLDER), name));
    }

    // S-AUTH-4
    @Test
    void showsIssuersThatTheSettingsAccept() {
        List<String> examples = Stream.of("docs/keycloak.md", "docs/entra.md")
                .flatMap(guide -> Pattern.compile("^SSO_ISSUERS=(.+)$", Pattern.MULTILINE)
                        .matcher(read(ROOT.resolve(guide)))
                        .results())
                .map(match -> match.group(1))
                .toList();
        assertEquals(2, examples.size());
        examples.forEach(issuers -> {
            Map<String, String> environment = new HashMap<>(MINIMUM);
            environment.put("SSO_ISSUERS", issuers);
            assertEquals(1, Settings.from(environment).sso().size());
        });
    }

    @Test
    void hasALineForEveryPackage() {
        Set<String> packages =
                Stream.of(MAIN, TEST).flatMap(ReadmeTest::packages).collect(Collectors.toSet());
        assertEquals(Set.of(), difference(packages, firstCells("## Layout", "messaging[a-z.]*")));
    }

    @Test
    void hasALineForEveryFolder() {
        Set<String> missing = new TreeSet<>(Set.of("src/main", "src/test").stream()
                .flatMap(folder -> children(ROOT.resolve(folder)))
                .filter(Files::isDirectory)
                .map(folder -> ROOT.relativize(folder).toString())
                .toList());
        firstCells("## Layout", "(?!messaging)[a-z./]+").forEach(named -> {
            missing.removeIf(folder -> named.equals(folder) || named.startsWith(folder + "/"));
            assertTrue(Set.of("target", ".data").contains(named) || Files.isDirectory(ROOT.resolve(named)), named);
        });
        assertEquals(Set.of(), missing);
    }

    @Test
    void namesTestClassesThatExist() {
        Matcher named = Pattern.compile("-D(?:it\\.)?test=(\\w+)").matcher(readme);
        assertTrue(named.find());
        do {
            String file = named.group(1) + ".java";
            assertTrue(files(TEST).anyMatch(path -> path.endsWith(file)), file);
        } while (named.find());
    }

    @Test
    void linksToFilesThatExist() {
        documents().forEach(document -> {
            Matcher link = Pattern.compile("]\\(([^)#\\s]+)(?:#[^)]*)?\\)").matcher(read(document));
            while (link.find()) {
                String target = link.group(1);
                assertTrue(
                        target.matches("https?:.*")
                                || Files.exists(document.getParent().resolve(target)),
                        ROOT.relativize(document) + " links to " + target);
            }
        });
    }

    // The numbers are the project's own: a test that names one must find its meaning here.
    @Test
    void explainsEveryRequirementThatTheCodeNames() {
        Pattern number = Pattern.compile("\\bS-[A-Z0-9]+-[0-9]+\\b");
        String requirements = read(ROOT.resolve("docs/requirements.md"));
        Set<String> unknown = Stream.of(MAIN, TEST)
                .flatMap(ReadmeTest::files)
                .filter(path -> path.toString().endsWith(".java"))
                .flatMap(path -> number.matcher(read(path)).results())
                .map(match -> match.group())
                .filter(named -> !requirements.contains("**" + named + "**"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), unknown);
    }

    /** What only one of two sets has. */
    private static Set<String> difference(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.retainAll(other);
        Set<String> difference = new TreeSet<>(one);
        difference.addAll(other);
        difference.removeAll(both);
        return difference;
    }

    private String firstBlock(String heading) {
        Matcher block =
                Pattern.compile("```[a-z]*\\n(.*?)\\n```", Pattern.DOTALL).matcher(section(heading));
        assertTrue(block.find(), heading);
        return block.group(1);
    }

    private String section(String heading) {
        int begin = readme.indexOf("\n" + heading + "\n");
        assertTrue(begin >= 0, heading);
        int end = readme.indexOf("\n## ", begin + heading.length());
        return readme.substring(begin, end < 0 ? readme.length() : end);
    }

    /** Variables of the README's tables with their defaults; empty for none. */
    private Map<String, String> table() {
        Map<String, String> defaults = new TreeMap<>();
        Pattern.compile("^\\| `([A-Z_]+)` \\| (.*?) \\| .+ \\|$", Pattern.MULTILINE)
                .matcher(section("## Configuration"))
                .results()
                .forEach(row -> defaults.put(
                        row.group(1),
                        row.group(2).matches("`.*`") ? row.group(2).replace("`", "") : ""));
        return defaults;
    }

    private Set<String> firstCells(String heading, String form) {
        return Pattern.compile("^\\| `(" + form + ")` \\|", Pattern.MULTILINE)
                .matcher(section(heading))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toSet());
    }

    private Map<String, String> exampleValues() {
        return example.lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> b, TreeMap::new));
    }

    private static Map<String, String> over(Map<String, String> documented) {
        Map<String, String> environment = new HashMap<>(documented);
        environment.putAll(MINIMUM);
        return environment;
    }

    private static Set<String> variablesOfSettings() {
        return Pattern.compile("\"([A-Z][A-Z_]+)\"")
                .matcher(read(SETTINGS))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    /** Variables of the server's configuration with their defaults; empty for none. */
    private static Map<String, String> defaultsOfServer() {
        Map<String, String> defaults = new TreeMap<>();
        children(SERVER)
                .filter(path -> path.toString().endsWith(".xml"))
                .sorted()
                .forEach(path -> {
                    String xml = read(path);
                    Pattern.compile("\\$\\{([A-Z_]+)}")
                            .matcher(xml)
                            .results()
                            .forEach(use -> defaults.putIfAbsent(use.group(1), ""));
                    Pattern.compile("<variable name=\"([A-Z_]+)\" defaultValue=\"([^\"]*)\"")
                            .matcher(xml)
                            .results()
                            .forEach(variable -> defaults.put(variable.group(1), variable.group(2)));
                });
        return defaults;
    }

    private static Stream<String> packages(Path sources) {
        return files(sources)
                .filter(path -> path.toString().endsWith(".java"))
                .map(path -> sources.relativize(path.getParent()).toString().replace('/', '.'))
                .distinct();
    }

    private static Stream<Path> documents() {
        return Stream.concat(
                children(ROOT).filter(path -> path.toString().endsWith(".md")),
                files(ROOT.resolve("docs")).filter(path -> path.toString().endsWith(".md")));
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> list = Files.list(folder)) {
            return list.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
