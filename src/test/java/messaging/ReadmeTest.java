package messaging;

import static messaging.ProjectFiles.ROOT;
import static messaging.ProjectFiles.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import messaging.settings.Settings;
import org.junit.jupiter.api.Test;

/** Holds the documents to the code where that is cheap: what they name must exist, and defaults must agree. */
class ReadmeTest {

    private static final Path SETTINGS = ROOT.resolve("src/main/java/messaging/settings/Settings.java");
    private static final Path SERVER = ROOT.resolve("src/main/liberty/config");
    private static final Path MAIN = ROOT.resolve("src/main/java");
    private static final Path TEST = ROOT.resolve("src/test/java");

    /** Documented for other programs; the application does not read it. */
    private static final Set<String> NOT_READ = Set.of("DB_ROOT_PASSWORD");
    /** Placeholders in the example that are not defaults. */
    private static final String PLACEHOLDER = "change-me";
    /** Without these there are no settings at all, or not all of them are read. */
    private static final Map<String, String> MINIMUM = Map.of(
            "DB_PASSWORD", "x", "SIGNING_KEYS", "x", "SMTP_HOST", "mail.example.com", "MAIL_FROM", "us@example.com");

    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");

    private final String readme = read(ROOT.resolve("README.md"));
    private final String configuration = read(ROOT.resolve("docs/configuration.md"));
    private final String development = read(ROOT.resolve("docs/development.md"));
    private final String example = read(ROOT.resolve(".env.example"));

    // S-RUN-1
    @Test
    void startsAndTestsWithOneCommandEach() {
        assertEquals("mvn -Pstart", firstBlock("## Quick start"));
        assertEquals("mvn verify", firstBlock("## Build and test"));
    }

    // S-RUN-2
    @Test
    void documentsEveryVariableThatIsRead() {
        Set<String> read = new TreeSet<>(variablesOfSettings());
        read.addAll(defaultsOfServer().keySet());
        read.addAll(NOT_READ);
        assertEquals(Set.of(), difference(read, table().keySet()), "docs/configuration.md");
        assertEquals(Set.of(), difference(read, exampleValues().keySet()), ".env.example");
    }

    // S-RUN-2
    @Test
    void documentsTheDefaultsOfTheSettings() {
        Settings defaults = Settings.from(MINIMUM);
        assertEquals(defaults, Settings.from(over(table())), "docs/configuration.md");
        assertEquals(defaults, Settings.from(over(exampleValues())), ".env.example");
    }

    // S-RUN-2
    @Test
    void documentsTheDefaultsOfTheServer() {
        defaultsOfServer().forEach((name, value) -> {
            assertEquals(value, table().get(name), name + " in docs/configuration.md");
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
        assertEquals(Set.of(), difference(packages, firstCells("messaging[a-z.]*")));
    }

    @Test
    void hasALineForEveryFolder() {
        Set<String> missing = new TreeSet<>(Set.of("src/main", "src/test").stream()
                .flatMap(folder -> children(ROOT.resolve(folder)))
                .filter(Files::isDirectory)
                .map(folder -> ROOT.relativize(folder).toString())
                .toList());
        firstCells("(?!messaging)[a-z./]+").forEach(named -> {
            missing.removeIf(folder -> named.equals(folder) || named.startsWith(folder + "/"));
            assertTrue(Set.of("target", ".data").contains(named) || Files.isDirectory(ROOT.resolve(named)), named);
        });
        assertEquals(Set.of(), missing);
    }

    @Test
    void namesTestClassesThatExist() {
        for (String document : List.of(readme, development, read(ROOT.resolve("CONTRIBUTING.md")))) {
            Matcher named = Pattern.compile("-D(?:it\\.)?test=(\\w+)").matcher(document);
            assertTrue(named.find());
            do {
                String file = named.group(1) + ".java";
                assertTrue(files(TEST).anyMatch(path -> path.endsWith(file)), file);
            } while (named.find());
        }
    }

    @Test
    void linksToFilesAndHeadingsThatExist() {
        List<String> broken = documents()
                .flatMap(document -> LINK.matcher(read(document))
                        .results()
                        .filter(link -> !link.group(1).matches("https?:.*"))
                        .filter(link -> !linkTargetExists(document, link.group(1), link.group(2)))
                        .map(link -> ROOT.relativize(document) + " links to " + link.group()))
                .toList();
        assertEquals(List.of(), broken);
    }

    private static boolean linkTargetExists(Path document, String file, String anchor) {
        Path target = file.isEmpty() ? document : document.getParent().resolve(file);
        return Files.exists(target) && (anchor == null || anchors(read(target)).contains(anchor));
    }

    /** Returns the anchors of a document's headings, as the hosting site derives them. */
    private static Set<String> anchors(String document) {
        return Pattern.compile("^#+ (.+)$", Pattern.MULTILINE)
                .matcher(document)
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void codeNamesDocumentsThatExist() {
        Pattern name = Pattern.compile("\\bdocs/[\\w./-]+\\.(?:md|png|svg)\\b");
        Set<String> missing = Stream.of("src", "k8s", "bench", ".ci", "image", ".github", ".env.example")
                .flatMap(folder -> files(ROOT.resolve(folder)))
                .filter(path -> path.toString().matches(".*(\\.(java|xml|ya?ml|js|md|sh|example)|/[\\w-]+)"))
                .flatMap(path -> name.matcher(read(path)).results())
                .map(MatchResult::group)
                .filter(document -> !Files.exists(ROOT.resolve(document)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), missing);
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
                Pattern.compile("```[a-z]*\\n(.*?)\\n```", Pattern.DOTALL).matcher(section(readme, heading));
        assertTrue(block.find(), heading);
        return block.group(1);
    }

    private static String section(String document, String heading) {
        int start = document.indexOf("\n" + heading + "\n");
        assertTrue(start >= 0, heading);
        int end = document.indexOf("\n## ", start + heading.length());
        return document.substring(start, end < 0 ? document.length() : end);
    }

    /** Returns the variables of the configuration's tables with their defaults; empty for none. */
    private Map<String, String> table() {
        Map<String, String> defaults = new TreeMap<>();
        Pattern.compile("^\\| `([A-Z_]+)` \\| (.*?) \\| .+ \\|$", Pattern.MULTILINE)
                .matcher(configuration)
                .results()
                .forEach(row -> defaults.put(
                        row.group(1),
                        row.group(2).matches("`.*`") ? row.group(2).replace("`", "") : ""));
        return defaults;
    }

    /** Returns what the first cells of the layout's tables name. */
    private Set<String> firstCells(String form) {
        return Pattern.compile("^\\| `(" + form + ")` \\|", Pattern.MULTILINE)
                .matcher(section(development, "## Layout"))
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
        return Stream.of(children(ROOT), files(ROOT.resolve("docs")), files(ROOT.resolve("bench")))
                .flatMap(paths -> paths)
                .filter(path -> path.toString().endsWith(".md"));
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
}
