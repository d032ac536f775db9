package messaging.it;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The general query log of a database server, kept in a table: every command that clients send, with all values. */
public final class GeneralLog {
    private final DataSource database;

    /** Uses connections of an administrator of the database server. */
    public GeneralLog(DataSource administrator) {
        this.database = administrator;
    }

    /**
     * A command of a client.
     *
     * @param thread id of the connection
     * @param command its type, such as {@code Query}, {@code Execute} or {@code Connect}
     * @param argument such as the text of a statement; one character for each byte
     */
    public record Entry(long thread, String command, String argument) {
        /** Whether this is a statement that the server executed, prepared or not. */
        public boolean isStatement() {
            return command.equals("Query") || command.equals("Execute");
        }
    }

    /** Empties the log and starts to write it. */
    public void start() {
        run("SET GLOBAL log_output = 'TABLE'", "TRUNCATE mysql.general_log", "SET GLOBAL general_log = 1");
    }

    /** Stops to write the log; the entries stay. */
    public void stop() {
        run("SET GLOBAL general_log = 0");
    }

    /** Returns all entries, in order. */
    public List<Entry> entries() {
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT thread_id, command_type, argument FROM mysql.general_log ORDER BY event_time")) {
            List<Entry> entries = new ArrayList<>();
            while (rows.next()) {
                entries.add(new Entry(
                        rows.getLong(1), rows.getString(2), new String(rows.getBytes(3), StandardCharsets.ISO_8859_1)));
            }
            return entries;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends statements that appear in the log themselves, such as marks between its entries. */
    void run(String... statements) {
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
