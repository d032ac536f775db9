package messaging.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExternalTest {

    private static final Path DATA = Path.of("data");

    @Test
    void isChosenByTheHost() {
        assertTrue(External.isConfigured(Map.of("DB_HOST", "db")));
        assertFalse(External.isConfigured(Map.of("DB_HOST", " ")));
        assertFalse(External.isConfigured(Map.of("DB_PORT", "3307")));
    }

    @Test
    void takesDefaultsForWhatIsNotSaid() {
        Database database = new External(Map.of("DB_HOST", "db", "DB_PASSWORD", "pw", "PATH", "/bin"), DATA);
        assertEquals(
                Map.of(
                        "DB_HOST", "db",
                        "DB_PORT", "3306",
                        "DB_NAME", "messaging",
                        "DB_USER", "messaging",
                        "DB_PASSWORD", "pw"),
                database.environment());
        assertTrue(database.jdbcUrl().startsWith("jdbc:mysql://db:3306/messaging?"));
    }

    @Test
    void eachDatabaseHasAFolderOfItsOwn() {
        Database one = new External(Map.of("DB_HOST", "db"), DATA);
        Database other = new External(Map.of("DB_HOST", "db", "DB_NAME", "other"), DATA);
        assertEquals(DATA.resolve("db-3306-messaging"), one.folder());
        assertEquals(DATA.resolve("db-3306-other"), other.folder());
    }
}
