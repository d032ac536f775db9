package messaging.release;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** The database server's own log of what the application asks it, one statement a line and with all values. */
final class QueryLog {
    private static final Pattern QUERY =
            Pattern.compile("(?is)(/\\*.*?\\*/\\s*)?(SELECT|INSERT|UPDATE|DELETE|REPLACE)\\b.*");
    private static final Pattern NOT_OURS = Pattern.compile(
            "(?is).*(flyway_schema_history|information_schema|@@|mysql\\.general_log|GET_LOCK|RELEASE_LOCK).*");
    private static final String BINARY = "_binary'";

    private final DataSource database;
    private final String name;

    /** Of one database; its user must be an administrator. */
    QueryLog(DataSource database, String name) {
        this.database = database;
        this.name = name;
    }

    void begin() throws SQLException {
        run("SET GLOBAL log_output = 'TABLE'", "TRUNCATE mysql.general_log", "SET GLOBAL general_log = 1");
    }

    void end() throws SQLException {
        run("SET GLOBAL general_log = 0");
    }

    /** What changed or read the application's tables, in order. */
    List<String> statements() throws SQLException {
        List<String> statements = new ArrayList<>();
        String connections =
                "SELECT thread_id FROM mysql.general_log WHERE command_type = 'Connect' AND argument LIKE ?";
        try (Connection connection = database.getConnection();
                var query = connection.prepareStatement(
                        "SELECT argument FROM mysql.general_log WHERE command_type IN ('Query', 'Execute')"
                                + " AND thread_id IN (" + connections + ") ORDER BY event_time")) {
            query.setString(1, "%on " + name + " %");
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    String statement = new String(rows.getBytes(1), StandardCharsets.ISO_8859_1);
                    if (QUERY.matcher(statement).matches()
                            && !NOT_OURS.matcher(statement).matches()) {
                        statements.add(line(statement));
                    }
                }
            }
        }
        return statements;
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

    private void run(String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
