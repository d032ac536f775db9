package messaging.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

    private final ProcessHandle self = ProcessHandle.current();

    @TempDir
    private Path folder;

    @Test
    void findsTheRunningProcessThatCarriesTheMark() {
        PidFile file = new PidFile(folder.resolve("a.pid"), "java");
        file.write(self.pid());
        assertEquals(Optional.of(self), file.running());
    }

    @Test
    void aProcessWithoutTheMarkIsAStranger() {
        PidFile file = new PidFile(folder.resolve("a.pid"), "--datadir=" + folder);
        file.write(self.pid());
        assertTrue(file.running().isEmpty());
    }

    @Test
    void noFileMeansNoProcess() {
        assertTrue(new PidFile(folder.resolve("missing.pid"), "").running().isEmpty());
    }

    @Test
    void onlyANumberIsAProcessId() {
        assertEquals(Optional.of(4711L), PidFile.parse(" 4711\n"));
        assertEquals(Optional.empty(), PidFile.parse(""));
        assertEquals(Optional.empty(), PidFile.parse("-1"));
        assertEquals(Optional.empty(), PidFile.parse("12 34"));
        assertEquals(Optional.empty(), PidFile.parse("9".repeat(30)));
    }
}
