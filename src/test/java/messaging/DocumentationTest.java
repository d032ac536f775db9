package messaging;

import static messaging.ProjectFiles.ROOT;
import static messaging.ProjectFiles.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds documents to the code that they name: every row of the tables in {@code docs/security.md} names tests, and all of
 * them exist, as do the classes, methods and files in {@code docs/architecture.md}.
 */
class DocumentationTest {

    private static final Path MAIN = ROOT.resolve("src/main/java");
    private static final Path TESTS = ROOT.resolve("src/test/java");
    private static final Path PAGES = ROOT.resolve("src/main/webapp/WEB-INF/web");
    private static final Pattern REFERENCE = Pattern.compile("`(\\w+)#(\\w+)`");
    /** A row of a table that is neither its head nor the line under it. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\|(?! *-|.*\\| Proven by \\|$).*$");

    private final String document = read(ROOT.resolve("docs/security.md"));
    private final String architecture = read(ROOT.resolve("docs/architecture.md"));

    @Test
    void everyRowNamesATest() {
        List<String> rows =
                ROW.matcher(document).results().map(MatchResult::group).toList();
        assertTrue(rows.size() > 50, "only " + rows.size() + " rows");
        assertEquals(
                List.of(),
                rows.stream().filter(row -> !REFERENCE.matcher(row).find()).toList());
    }

    @Test
    void everyNamedTestExistsAndRuns() {
        Map<String, String> sources = sources(TESTS, ".*(?:IT|Test)\\.java");
        List<String> missing = new ArrayList<>();
        REFERENCE.matcher(document).results().forEach(reference -> {
            String source = sources.getOrDefault(reference.group(1), "");
            if (!hasTest(source, reference.group(2))) {
                missing.add(reference.group(1) + "#" + reference.group(2));
            }
        });
        assertEquals(List.of(), missing);
    }

    @Test
    void theBuildRunsWhatIsNamedLikeATest() {
        REFERENCE
                .matcher(document)
                .results()
                .map(reference -> reference.group(1))
                .forEach(name -> assertTrue(name.endsWith("IT") || name.endsWith("Test"), name));
    }

    @Test
    void architectureNamesClassesAndMethodsThatExist() {
        Map<String, String> sources = sources(MAIN, ".*\\.java");
        sources.putAll(sources(TESTS, ".*(?:IT|Test)\\.java"));
        List<MatchResult> named = Pattern.compile("`([A-Z][a-z]\\w*)(?:#(\\w+))?`")
                .matcher(architecture)
                .results()
                .toList();
        assertTrue(named.size() > 50, "only " + named.size() + " names");
        assertEquals(
                List.of(),
                named.stream()
                        .filter(name -> !sources.containsKey(name.group(1))
                                || name.group(2) != null
                                        && !sources.get(name.group(1)).matches("(?s).*\\b" + name.group(2) + "\\(.*"))
                        .map(MatchResult::group)
                        .toList());
    }

    @Test
    void architectureNamesFilesOfTheWebPagesThatExist() {
        List<String> named = Pattern.compile("`(\\w+/[\\w-]+\\.js)`")
                .matcher(architecture)
                .results()
                .map(name -> name.group(1))
                .toList();
        assertTrue(named.size() > 3, named.toString());
        assertEquals(
                List.of(),
                named.stream()
                        .filter(name -> !Files.exists(PAGES.resolve(name)))
                        .toList());
    }

    private static boolean hasTest(String source, String method) {
        return Pattern.compile("@(?:Test|ParameterizedTest|TestFactory|Property)\\b[^{}]*?"
                        + "(?:\\{[^{}]*}[^{}]*?)?\\b(?:void|Stream<DynamicTest>) " + method + "\\(")
                // Braces in string literals are not those of the annotation.
                .matcher(source.replaceAll("\"(?:[^\"\\\\\n]|\\\\.)*\"", "\"\""))
                .find();
    }

    /** Returns the sources below a folder by the name of the class. */
    private static Map<String, String> sources(Path folder, String form) {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(path -> path.toString().matches(form))
                    .collect(Collectors.toMap(
                            path -> path.getFileName().toString().replace(".java", ""),
                            ProjectFiles::read,
                            (one, other) -> one + other,
                            HashMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
