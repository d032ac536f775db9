package messaging.it;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;

/**
 * The SQL that one HTTP request causes, by the database server's general query log (S-SPEED-3). The request is repeated:
 * statements in every repetition belong to the request, the others to background tasks, probes and caches that fill.
 * Statements that the server executes after its response may be missing.
 *
 * @param statements statements that read or change rows, with their values, in order
 * @param control other statements, such as COMMIT and SET, each of which is a round trip too
 */
public record StatementLog(List<String> statements, List<String> control) {
    private static final int REPETITIONS = 5;
    private static final String MARK = "SELECT 'repetition'";
    private static final Pattern ROWS =
            Pattern.compile("(?is)(/\\*.*?\\*/\\s*)?\\(*\\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH|CALL)\\b.*");
    private static final Pattern NO_ROWS = Pattern.compile("(?is)(/\\*.*?\\*/\\s*)?SELECT\\s+(@@|1$).*");
    private static final Pattern LITERAL = Pattern.compile(
            "(?s)(_binary\\s?|x)?'(?:[^'\\\\]|\\\\.|'')*'|\\b\\d+(?:\\.\\d+)?\\b|\\bTRUE\\b|\\bFALSE\\b");
    private static final Pattern VALUES = Pattern.compile("\\?(\\s*,\\s*\\?)+");

    /** Copies the lists. */
    public StatementLog {
        statements = List.copyOf(statements);
        control = List.copyOf(control);
    }

    /**
     * Sends a request several times and returns what the database executed for each.
     *
     * @param request sends the request, and checks the answer
     * @return the statements of the last one
     */
    public static StatementLog of(Supplier<?> request) {
        var log = new GeneralLog(administrator());
        request.get();
        log.start();
        try {
            for (int i = 0; i < REPETITIONS; i++) {
                log.run(MARK);
                request.get();
            }
            log.run(MARK);
        } finally {
            log.stop();
        }
        return of(log.entries());
    }

    /**
     * Returns all statements that the database executes meanwhile, from all connections.
     *
     * @param action what runs meanwhile
     * @return the statements, in order
     */
    public static List<String> during(Runnable action) {
        var log = new GeneralLog(administrator());
        log.start();
        try {
            action.run();
        } finally {
            log.stop();
        }
        return log.entries().stream()
                .filter(GeneralLog.Entry::isStatement)
                .map(GeneralLog.Entry::argument)
                .toList();
    }

    static StatementLog of(List<GeneralLog.Entry> entries) {
        List<List<String>> repetitions = repetitions(entries);
        List<Map<String, Long>> counts =
                repetitions.stream().map(StatementLog::counts).toList();
        var statements = new ArrayList<String>();
        var control = new ArrayList<String>();
        var seen = new HashMap<String, Long>();
        for (String sql : repetitions.get(repetitions.size() - 1)) {
            String normal = normalized(sql);
            long needed = seen.merge(normal, 1L, Long::sum);
            if (counts.stream().allMatch(count -> count.getOrDefault(normal, 0L) >= needed)) {
                (isAboutRows(sql) ? statements : control).add(sql);
            }
        }
        return new StatementLog(statements, control);
    }

    /** Returns a statement with a question mark in place of each value, and one in place of several in a row. */
    public static String normalized(String sql) {
        String shape = LITERAL.matcher(sql).replaceAll("?");
        return VALUES.matcher(shape).replaceAll("?").replaceAll("\\s+", " ").strip();
    }

    /** Returns how many statements read or change rows. */
    public int count() {
        return statements.size();
    }

    private static List<List<String>> repetitions(List<GeneralLog.Entry> entries) {
        Set<Long> own = entries.stream()
                .filter(entry -> entry.argument().equals(MARK))
                .map(GeneralLog.Entry::thread)
                .collect(Collectors.toSet());
        var all = new ArrayList<List<String>>();
        for (var entry : entries) {
            if (entry.argument().equals(MARK)) {
                all.add(new ArrayList<>());
            } else if (entry.isStatement() && !own.contains(entry.thread()) && !all.isEmpty()) {
                all.get(all.size() - 1)
                        .add(new String(
                                entry.argument().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
            }
        }
        // After the last mark, the log is read and nothing is repeated.
        return all.subList(0, all.size() - 1);
    }

    private static Map<String, Long> counts(List<String> statements) {
        return statements.stream()
                .map(StatementLog::normalized)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static boolean isAboutRows(String sql) {
        return ROWS.matcher(sql).matches() && !NO_ROWS.matcher(sql).matches();
    }

    private static DataSource administrator() {
        Map<String, String> settings = TestStage.database().environment();
        Assumptions.assumeTrue(
                settings.containsKey("DB_ROOT_PASSWORD"), "This test needs DB_ROOT_PASSWORD to read the query log");
        var source = new MysqlDataSource();
        source.setUrl(TestStage.database().jdbcUrl());
        source.setUser("root");
        source.setPassword(settings.get("DB_ROOT_PASSWORD"));
        return source;
    }

    @Override
    public String toString() {
        return statements.size() + " statements:\n  " + String.join("\n  ", statements) + "\nand " + control.size()
                + " others:\n  " + String.join("\n  ", control);
    }
}
