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
 * What the application of an earlier migration level sends to the database, sent to the schema of its own level and to the
 * newest: so it is while a release rolls out, and after one is taken back. docs/releasing.md says how the statements were recorded.
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

    /** What comes of the statements on the schema of a level: for each how many rows it found or changed. */
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
