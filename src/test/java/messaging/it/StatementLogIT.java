package messaging.it;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
class StatementLogIT {

    @Test // S-SPEED-3
    void showsTheStatementsOfARequestAndTheCommit() {
        Account ama = Account.register();
        StatementLog log = StatementLog.of(() -> ama.patch("users/me/", object("first_name", Account.uniqueUsername()))
                .expect(200));
        long updates = log.statements().stream()
                .filter(sql -> sql.toLowerCase(Locale.ROOT).startsWith("update users"))
                .count();
        assertEquals(1, updates, log::toString);
        assertTrue(log.control().stream().anyMatch("commit"::equalsIgnoreCase), log::toString);
    }

    @Test
    void showsNothingForARequestWithoutStatements() {
        StatementLog log =
                StatementLog.of(() -> ApiRequest.to("GET", "openapi").send().expect(200));
        assertEquals(0, log.count(), log::toString);
    }
}
