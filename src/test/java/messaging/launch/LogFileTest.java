package messaging.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogFileTest {

    @Test
    void showsWhatComplainsWithoutTheFramesOfStackTraces() {
        List<String> lines = List.of(
                "[AUDIT   ] The server is starting",
                "[ERROR   ] CWWKZ0002E: the application did not start",
                "\tat some.SomeException.build(SomeException.java:1)",
                "[INFO    ] something else");
        assertEquals("\n    [ERROR   ] CWWKZ0002E: the application did not start", LogFile.complaint(lines));
    }

    @Test
    void showsTheLastLinesWhenNoneComplains() {
        List<String> lines = Collections.nCopies(40, "quiet");
        assertEquals("\n    quiet".repeat(12), LogFile.complaint(lines));
    }

    @Test
    void aMissingLogHasNothingToSay() {
        assertEquals("", new LogFile(Path.of("no", "such", "log")).complaint());
    }
}
