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
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps unusual wording out of documents, comments and texts, so that a search for the usual word finds the place. Code is
 * not prose, and neither are documents that are generated from code.
 */
class ProseTest {

    /** Unusual wording, and the usual one. */
    private record Rule(Pattern pattern, String instead) {}

    private static final List<Rule> RULES = List.of(
            rule("\\bsomebody\\b", "a user, a client, another participant"),
            rule("\\bnobody\\b", "no user, no client"),
            rule("\\banybody\\b", "anyone"),
            rule("\\beverybody\\b", "everyone, all participants"),
            rule("\\bwho(?:so)?ever\\b", "the user who, the client that"),
            rule("\\bwhatever (?:is|was|one|came|can)\\b", "everything that"),
            rule("(?<!\\bthere )\\b(?:is|are|was|were) no (?!longer\\b|more than\\b)", "is not a, does not"),
            rule("(?:^|[.:;] )What (?:is|was|are|the|a)\\b(?![^.|]*\\?)", "a noun as the subject"),
            rule("(?:^|[.:;] )Who (?:is|was|has|does|sends|may|takes)\\b(?![^.|]*\\?)", "the user who"),
            rule("\\bof what\\b", "of the …"),
            rule("\\banew\\b", "again"),
            rule("\\bone's\\b|\\boneself\\b", "the user's, your"),
            rule("\\bfor ever\\b", "permanently"),
            rule("\\bhears? nothing\\b", "receive no further changes"),
            rule("\\bbegins? anew\\b", "start over"),
            rule("\\bonce more\\b(?! than)", "again"),
            rule("\\bas it does\\b", "at the same time"),
            rule("\\bthe own\\b", "the user's own"),
            rule("\\bshall\\b(?! we\\b)", "must, or the imperative"),
            rule("\\bgo(?:es)? on\\b", "continue"),
            rule("\\blooks? after\\b", "check"),
            rule("\\bhears? of\\b", "be notified of"),
            rule("\\bwish(?:es)?\\b", "request"),
            rule("\\b(?:former|earlier|other) words\\b", "revisions, edit history"),
            rule("\\bsigns? of life\\b", "heartbeat"),
            rule("\\btakes? over (?:changed|the)\\b", "reloads, accepts"),
            rule("\\be-mails?\\b", "email"),
            rule("\\buser names?\\b", "username"),
            rule("\\b(?:at|on) the start\\b(?! of)", "at startup"),
            rule("\\bpresent (?:one|time|value|values|state|form|version|password|file|position)\\b", "current"),
            rule("\\b(?:colour|licence|behaviour|recognis|organis|favourite|centre)\\w*\\b", "American spelling"));

    private static final String TEXT_BLOCK = "\"\"\"(?s:.*?)\"\"\"";
    // Without alternatives in a loop, for which Java's patterns need the stack.
    private static final String QUOTED = "\"[^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+)*+\"";
    private static final String SINGLE_QUOTED = "'[^'\\\\\n]*+(?:\\\\.[^'\\\\\n]*+)*+'";
    private static final String TEMPLATE = "`[^`\\\\]*+(?:\\\\.[^`\\\\]*+)*+`";
    private static final String LINE_COMMENTS = "(?<!:)//[^\n]*+(?:\n[ \t]*+//[^\n]*+)*+";
    private static final String BLOCK_COMMENT = "/\\*(?s:.*?)\\*/";

    /** String literals and comments; consecutive line comments are one. */
    private static final Pattern JAVA =
            Pattern.compile(String.join("|", TEXT_BLOCK, QUOTED, SINGLE_QUOTED, LINE_COMMENTS, BLOCK_COMMENT));

    private static final Pattern SCRIPT =
            Pattern.compile(String.join("|", TEMPLATE, QUOTED, SINGLE_QUOTED, LINE_COMMENTS, BLOCK_COMMENT));
    private static final Pattern STYLES = Pattern.compile(BLOCK_COMMENT);
    private static final Pattern XML = Pattern.compile("<!--(?s:.*?)-->");
    private static final Pattern HTML = Pattern.compile("[^\n]+");
    /** Shell, YAML, properties: comments, and in shell also quoted texts. */
    private static final Pattern HASH = Pattern.compile("(?m)^[ \t]*#(?!!).*(?:\n[ \t]*#.*)*");

    private static final Pattern SHELL = Pattern.compile(HASH.pattern() + "|'[^'\n]* [^'\n]*'|\"[^\"\n]* [^\"\n]*\"");
    private static final Pattern COMMENT_MARK = Pattern.compile("(?m)^\\s*(?://|/\\*\\*?|\\*/?|#|<!--)\\s?");
    /** Names of files with comments or texts. Migrations never change, and Markdown is checked separately. */
    private static final Pattern SOURCE = Pattern.compile(
            "(?:.*\\.(?:java|kt|go|js|mjs|ts|css|xml|html|ya?ml|properties|options|sh)|Dockerfile|docker-.*|\\.env\\.example|[a-z0-9-]+)");

    private static final Pattern CODE = Pattern.compile("\\{@code [^}]*}|`[^`]*`");

    @Test
    void documentsUseTheUsualWords() {
        List<Path> documents = documents();
        assertTrue(documents.size() > 50, "only " + documents.size() + " documents");
        List<String> found = new ArrayList<>();
        for (Path document : documents) {
            int number = 0;
            for (String line : prose(document).split("\n", -1)) {
                number++;
                check(document, number, line, found);
            }
        }
        assertEquals("", String.join("\n", found));
    }

    @Test
    void commentsAndTextsUseTheUsualWords() {
        List<Path> sources = sources();
        assertTrue(sources.size() > 300, "only " + sources.size() + " files");
        List<String> found = new ArrayList<>();
        sources.forEach(source -> checkSource(source, read(source), found));
        assertEquals("", String.join("\n", found));
    }

    @Test
    void unusualWordsAreFoundInCommentsAndTexts() {
        assertEquals(1, count("A.java", "int a; /** Whoever\n * calls. */"));
        assertEquals(1, count("A.java", "// The caller,\n// nobody else."));
        assertEquals(0, count("A.java", "var somebody = \"nobody\"; // a word"));
        assertEquals(1, count("A.java", "fail(\"it is no name\");"));
        assertEquals(1, count("a.js", "const t = html`<p>Somebody typed</p>`;"));
        assertEquals(1, count("a.css", ".nobody { } /* What is shown */"));
        assertEquals(0, count("a.yaml", "key: nobody"));
        assertEquals(1, count("a.yaml", "  # starts anew"));
        assertEquals(1, count("a.xml", "<nobody><!-- shall --></nobody>"));
        assertEquals(1, count("release", "die 'this is no name' nobody"));
    }

    private static int count(String name, String source) {
        List<String> found = new ArrayList<>();
        checkSource(ROOT.resolve(name), source, found);
        return found.size();
    }

    private static void checkSource(Path file, String source, List<String> found) {
        pattern(file).matcher(source).results().forEach(match -> {
            var text = match.group();
            var isText = "\"'`".indexOf(text.charAt(0)) >= 0;
            if (!isText || text.strip().indexOf(' ') > 0) {
                var line = 1
                        + (int) source.substring(0, match.start())
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
                var words = isText
                        ? text.replaceAll("^[\"'`]+|[\"'`]+$", "")
                        : COMMENT_MARK.matcher(text).replaceAll("");
                check(
                        file,
                        line,
                        CODE.matcher(words)
                                .replaceAll("`…`")
                                .replaceAll("\\s+", " ")
                                .strip(),
                        found);
            }
        });
    }

    private static void check(Path file, int line, String text, List<String> found) {
        for (Rule rule : RULES) {
            var match = rule.pattern().matcher(text);
            if (match.find()) {
                found.add("%s:%d: \"%s\"; write: %s"
                        .formatted(ROOT.relativize(file), line, match.group(), rule.instead()));
            }
        }
    }

    private static Pattern pattern(Path file) {
        var name = file.getFileName().toString();
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "java", "kt", "go" -> JAVA;
            case "js", "mjs", "ts" -> SCRIPT;
            case "css" -> STYLES;
            case "xml" -> XML;
            case "html" -> HTML;
            case "yaml", "yml", "properties", "options", "example", "Dockerfile" -> HASH;
            default -> SHELL;
        };
    }

    private static List<Path> sources() {
        try (Stream<Path> root = Files.list(ROOT);
                Stream<Path> folders = Stream.of("src", "k8s", "image", "bench", ".ci", ".github")
                        .map(ROOT::resolve)
                        .flatMap(ProseTest::walk)) {
            return Stream.concat(root, folders)
                    .filter(path -> Files.isRegularFile(path) && !Files.isSymbolicLink(path))
                    .filter(path ->
                            SOURCE.matcher(path.getFileName().toString()).matches())
                    // These two contain the words that they look for.
                    .filter(path -> !path.endsWith("ProseTest.java") && !path.endsWith("ProblemTypesIT.java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> walk(Path folder) {
        try {
            return Files.walk(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Rule rule(String pattern, String instead) {
        return new Rule(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), instead);
    }

    /** Returns the text of a document with its lines, but without code, addresses of links, and HTML comments. */
    private static String prose(Path document) {
        var lines = new StringBuilder();
        var isCode = false;
        for (String line : read(document).split("\n", -1)) {
            var isFence = line.strip().startsWith("```");
            if (!isCode && !isFence) {
                lines.append(line.replaceAll("`[^`]*`", "`…`").replaceAll("]\\([^)]*\\)", "]"));
            }
            isCode ^= isFence;
            lines.append('\n');
        }
        return lines.toString();
    }

    private static List<Path> documents() {
        try (Stream<Path> root = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
                Stream<Path> bench = Files.walk(ROOT.resolve("bench"))) {
            return Stream.of(root, docs, bench)
                    .flatMap(paths -> paths)
                    .filter(path -> path.toString().endsWith(".md"))
                    .filter(path -> !path.endsWith("docs/problems.md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
