package messaging.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    private Path folder;

    @Test
    void isMadeForItsOwnerOnlyAndNamesTheProcessThatHasIt() throws IOException {
        Path path = folder.resolve("data");
        try (DataFolder data = DataFolder.open(path)) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.path())));
            assertEquals(Long.toString(ProcessHandle.current().pid()), Files.readString(data.resolve("lock")));
        }
    }

    @Test
    void canBeOpenedAgainOnceClosed() {
        DataFolder.open(folder).close();
        DataFolder.open(folder).close();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsSaid() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        LaunchFailure failure = assertThrows(LaunchFailure.class, () -> DataFolder.open(file.resolve("data")));
        assertTrue(failure.getMessage().startsWith("Cannot write to the data folder"), failure.getMessage());
    }
}
