package messaging.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    @Test
    void everyScriptOfTheFolderIsNamed() throws IOException {
        try (var files = Files.list(Path.of("src/main/resources/db/migration"))) {
            assertEquals(
                    files.map(file -> file.getFileName().toString()).sorted().toList(),
                    Migrations.SCRIPTS.stream().sorted().toList());
        }
    }
}
