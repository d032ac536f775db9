package messaging.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

// S-RUN-3
class MigrationsTest {
    private static final Path FOLDER = Path.of("src/main/resources/db/migration");

    @Test
    void everyScriptIsListed() throws IOException {
        try (var files = Files.list(FOLDER)) {
            var scripts = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sql"))
                    .toList();
            assertEquals(
                    scripts.stream().sorted().toList(),
                    Migrations.SCRIPTS.stream().sorted().toList());
        }
    }

    @Test
    void scriptsAreOrderedByVersion() {
        var versions = Migrations.SCRIPTS.stream()
                .map(name -> Integer.valueOf(name.substring(1, name.indexOf("__"))))
                .toList();
        assertEquals(versions.stream().sorted().distinct().toList(), versions);
    }

    @Test
    void noOtherFileIsFound() {
        var migrations = new Migrations();
        assertEquals(
                Migrations.SCRIPTS.size(),
                migrations.getResources("V", new String[] {".sql"}).size());
        assertEquals(List.of(), List.copyOf(migrations.getResources("R", new String[] {".sql"})));
        assertTrue(migrations.getResource("V0__nothing.sql") == null);
    }
}
