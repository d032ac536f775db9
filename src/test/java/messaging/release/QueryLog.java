package messaging.release;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import messaging.it.GeneralLog;

/** The database server's log of the application's statements, one per line and with all values. */
final class QueryLog {
    private static final Pattern QUERY =
            Pattern.compile("(?is)(/\\*.*?\\*/\\s*)?(SELECT|INSERT|UPDATE|DELETE|REPLACE)\\b.*");
    private static final Pattern NOT_OURS = Pattern.compile(
            "(?is).*(flyway_schema_history|information_schema|@@|mysql\\.general_log|GET_LOCK|RELEASE_LOCK).*");
    private static final String BINARY = "_binary'";

    private final GeneralLog log;
    private final String name;

    /** Of one database; its user must be an administrator. */
    QueryLog(DataSource database, String name) {
        this.log = new GeneralLog(database);
        this.name = name;
    }

    void begin() {
        log.start();
    }

    void end() {
        log.stop();
    }

    /** What changed or read the application's tables, in order. */
    List<String> statements() {
        List<GeneralLog.Entry> entries = log.entries();
        Set<Long> connections = entries.stream()
                .filter(entry ->
                        entry.command().equals("Connect") && entry.argument().contains("on " + name + " "))
                .map(GeneralLog.Entry::thread)
                .collect(Collectors.toSet());
        return entries.stream()
                .filter(entry -> entry.isStatement() && connections.contains(entry.thread()))
                .map(GeneralLog.Entry::argument)
                .filter(statement -> QUERY.matcher(statement).matches()
                        && !NOT_OURS.matcher(statement).matches())
                .map(QueryLog::line)
                .toList();
    }

    /** Bytes as numbers, text as UTF-8, all on one line. */
    private static String line(String statement) {
        StringBuilder line = new StringBuilder();
        int from = 0;
        for (int at = statement.indexOf(BINARY); at >= 0; at = statement.indexOf(BINARY, from)) {
            line.append(statement, from, at).append("x'");
            int end = at + BINARY.length();
            StringBuilder bytes = new StringBuilder();
            while (statement.charAt(end) != '\'' || end + 1 < statement.length() && statement.charAt(end + 1) == '\'') {
                char c = statement.charAt(end++);
                if (c == '\\' || c == '\'') {
                    c = unescaped(c, statement.charAt(end++));
                }
                bytes.append(c);
            }
            line.append(HexFormat.of().formatHex(bytes.toString().getBytes(StandardCharsets.ISO_8859_1)))
                    .append('\'');
            from = end + 1;
        }
        line.append(statement, from, statement.length());
        return new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                .replaceAll("\\s*\\R\\s*", " ");
    }

    private static char unescaped(char escape, char c) {
        if (escape == '\'') {
            return c;
        }
        return switch (c) {
            case '0' -> '\0';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'Z' -> 26;
            default -> c;
        };
    }
}
