package messaging.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import messaging.it.FreshDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Replays the statements of previous versions on the schema of their own version and on the newest, as happens during a
 * release and after a rollback. docs/releasing.md describes how the statements were recorded.
 */
@Tag("database")
class PreviousVersionIT { // S-RUN-3

    private static final Path RECORDED = Path.of("src", "test", "resources", "queries");

    @TestFactory
    List<DynamicTest> queriesOfEarlierLevelsWorkOnTheNewestSchema() throws IOException {
        try (Stream<Path> files = Files.list(RECORDED)) {
            List<DynamicTest> tests = files.sorted()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> replay(file)))
                    .toList();
            assertTrue(tests.size() > 0);
            return tests;
        }
    }

    private static void replay(Path file) throws IOException, SQLException {
        List<String> statements = Files.readAllLines(file, StandardCharsets.UTF_8);
        assertTrue(statements.size() > 100, "A recording of " + statements.size());
        String level = file.getFileName().toString().replaceAll("[^0-9]", "");
        assertEquals(outcomes(statements, level), outcomes(statements, "latest"));
    }

    /** Returns the number of rows that each statement found or changed on the schema of a version. */
    private static List<String> outcomes(List<String> statements, String level) throws SQLException {
        List<String> outcomes = new ArrayList<>();
        try (FreshDatabase database = FreshDatabase.create()) {
            Flyway.configure()
                    .dataSource(database.dataSource())
                    .resourceProvider(new Migrations())
                    .locations(new String[0])
                    .callbackLocations(new String[0])
                    .target(level)
                    .load()
                    .migrate();
            try (var connection = database.dataSource().getConnection();
                    var statement = connection.createStatement()) {
                for (String sql : statements) {
                    outcomes.add(outcome(statement, sql) + ": " + sql);
                }
            }
        }
        return outcomes;
    }

    private static String outcome(Statement statement, String sql) {
        try {
            if (!statement.execute(sql)) {
                return statement.getUpdateCount() + " changed";
            }
            int found = 0;
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    found++;
                }
            }
            return found + " found";
        } catch (SQLException e) {
            return "refused, " + e.getMessage();
        }
    }
}
