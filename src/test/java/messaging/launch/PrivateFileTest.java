package messaging.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {

    @TempDir
    private Path folder;

    @Test
    void onlyTheOwnerCanReadIt() throws IOException {
        PrivateFile file = new PrivateFile(folder.resolve("deeper/secret"));
        file.write("s3cret");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())));
        try (Stream<Path> files = Files.list(file.path().getParent())) {
            assertEquals(List.of(file.path()), files.toList());
        }
    }

    @Test
    void isMadeOnce() {
        PrivateFile file = new PrivateFile(folder.resolve("secret"));
        assertEquals(Optional.empty(), file.read());
        assertEquals("first", file.readOrMake(() -> "first"));
        assertEquals("first", file.readOrMake(() -> "second"));
        file.delete();
        assertEquals(Optional.empty(), file.read());
    }

    @Test
    void passwordsAreLongDifferentAndSafeInSqlAndShell() {
        String password = PrivateFile.randomPassword();
        assertTrue(password.matches("[A-Za-z0-9_-]{24}"), "unexpected form");
        assertNotEquals(password, PrivateFile.randomPassword());
    }
}
