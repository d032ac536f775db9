package messaging.it;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class ToolsTest {

    private static final String MISSING = "no-program-has-this-name";

    @Test
    void findsAProgramOnThePath() {
        assertTrue(Files.isExecutable(Tools.require("sh", true)));
    }

    @Test
    void skipsATestWhoseProgramIsMissing() {
        var skipped = assertThrows(TestAbortedException.class, () -> Tools.require(MISSING, false));
        assertTrue(skipped.getMessage().contains(MISSING));
    }

    @Test
    void failsATestWhoseProgramIsMissingInCi() {
        var failed = assertThrows(AssertionFailedError.class, () -> Tools.require(MISSING, true));
        assertTrue(failed.getMessage().contains(MISSING));
    }
}
