package messaging;

import static messaging.ProjectFiles.ROOT;
import static messaging.ProjectFiles.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The alert rules use metrics that the server reports, and the documentation lists every rule and metric. */
class AlertsTest {
    private static final String RULES = read(ROOT.resolve("k8s/monitoring/alerts.yaml"));
    private static final String DOCUMENT = read(ROOT.resolve("docs/operations.md"));
    private static final String METRICS = read(ROOT.resolve("src/main/java/messaging/monitor/Metrics.java"));

    @Test
    void everyRuleIsDocumentedAndEveryDocumentedRuleExists() {
        var rules = names(RULES, "- alert: (\\w+)");
        assertTrue(rules.size() > 5, rules::toString);
        assertEquals(rules, names(DOCUMENT, "(?m)^\\| `(Messaging\\w+)` \\|"));
    }

    @Test
    void everyMetricOfARuleIsReportedAndDocumented() {
        var used = names(RULES, "\\b((?:messaging|http_server|db_pool)_\\w+)\\{").stream()
                .map(metric -> metric.replaceFirst("(?<=seconds)_(?:bucket|count)$", ""))
                .toList();
        assertTrue(used.size() > 4, used::toString);
        assertEquals(
                List.of(),
                used.stream()
                        .filter(metric -> !METRICS.contains('"' + metric + '"'))
                        .toList());
        assertEquals(
                List.of(),
                used.stream()
                        .filter(metric -> !DOCUMENT.contains("`" + metric + "`"))
                        .toList());
    }

    @Test
    void everyBackgroundTaskIsDocumented() throws IOException {
        var tasks = new TreeSet<String>();
        try (var sources = Files.walk(ROOT.resolve("src/main/java"))) {
            sources.filter(source -> source.toString().endsWith(".java"))
                    .forEach(source ->
                            tasks.addAll(names(read(source), "(?<!HealthCheckResponse)\\.named\\(\\s*\"(\\w+)\"")));
        }
        assertTrue(tasks.size() > 3, tasks::toString);
        var section = DOCUMENT.split("\n## Background tasks\n")[1].split("\n## ")[0];
        assertEquals(tasks, names(section, "(?m)^\\| `(\\w+)` \\|"));
    }

    private static Set<String> names(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
