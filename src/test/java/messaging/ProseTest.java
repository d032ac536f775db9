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
 * Keeps words out of the documents for which English has a usual one: a search for that one must find the place. Code, in
 * blocks and within a line, is not prose, and neither are the documents that are generated from the code.
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
            rule("\\bshall\\b", "must, or the imperative"),
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

    @Test
    void documentsUseTheUsualWords() {
        List<String> found = new ArrayList<>();
        List<Path> documents = documents();
        assertTrue(documents.size() > 50, "only " + documents.size() + " documents");
        for (Path document : documents) {
            int number = 0;
            for (String line : prose(document).split("\n", -1)) {
                number++;
                for (Rule rule : RULES) {
                    var match = rule.pattern().matcher(line);
                    if (match.find()) {
                        found.add("%s:%d: \"%s\"; write: %s"
                                .formatted(ROOT.relativize(document), number, match.group(), rule.instead()));
                    }
                }
            }
        }
        assertEquals("", String.join("\n", found));
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
