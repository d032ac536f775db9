package messaging.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementLogTest {

    @Test
    void replacesValuesOfEveryKind() {
        assertEquals(
                "SELECT a1 FROM t WHERE b = ? AND c IN (?) AND d = ? AND e = ? LIMIT ?",
                StatementLog.normalized(
                        "SELECT a1 FROM t\n WHERE b = 'it''s \\' 5' AND c IN (1, 2,3) AND d = _binary'\\0'"
                                + " AND e = x'0f' LIMIT 20"));
    }

    @Test
    void keepsWhatEveryRepetitionHasInTheOrderOfTheLastOne() {
        StatementLog log = StatementLog.of(entries(
                "SELECT 'repetition'",
                "SELECT a FROM t WHERE id = 1",
                "SELECT b FROM background",
                "UPDATE t SET a = 1",
                "commit",
                "SELECT 'repetition'",
                "SELECT a FROM t WHERE id = 2",
                "SELECT a FROM t WHERE id = 3",
                "UPDATE t SET a = 2",
                "commit",
                "SELECT 'repetition'",
                "SELECT c FROM probe"));
        assertEquals(List.of("SELECT a FROM t WHERE id = 2", "UPDATE t SET a = 2"), log.statements());
        assertEquals(List.of("commit"), log.control());
    }

    @Test
    void countsNoStatementWithoutRows() {
        StatementLog log = StatementLog.of(entries(
                "SELECT 'repetition'", "SET autocommit=0", "SELECT @@session.tx_isolation", "SELECT 'repetition'"));
        assertEquals(0, log.count(), log::toString);
        assertEquals(2, log.control().size(), log::toString);
    }

    private static List<GeneralLog.Entry> entries(String... statements) {
        var entries = new ArrayList<GeneralLog.Entry>();
        for (String sql : statements) {
            entries.add(new GeneralLog.Entry(sql.contains("repetition") ? 1 : 7, "Query", sql));
        }
        return entries;
    }
}
