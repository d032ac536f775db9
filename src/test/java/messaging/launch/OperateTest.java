package messaging.launch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

// S-RUN-4
class OperateTest {

    @Test
    void givesADatabaseToTheCommandsThatNeedOne() {
        assertTrue(Operate.needsDatabase("checkdb"));
        assertTrue(Operate.needsDatabase("createsuperuser", "--username", "kwasi"));
    }

    @Test
    void startsNoDatabaseForHelpOrAKey() {
        assertFalse(Operate.needsDatabase());
        assertFalse(Operate.needsDatabase("help"));
        assertFalse(Operate.needsDatabase("--help"));
        assertFalse(Operate.needsDatabase("generate_key"));
    }
}
