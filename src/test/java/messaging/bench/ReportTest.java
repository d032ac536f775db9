package messaging.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import messaging.bench.Results.CaseResult;
import messaging.bench.Results.DeliveryResult;
import messaging.bench.Results.OverloadResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table, the targets and the files of a run (S-SPEED-1, S-SPEED-4). */
class ReportTest {
    private static final List<Double> TIMES = List.of(1.0, 2.0, 3.0);

    private static final Results RESULTS = results(List.of(
            new CaseResult(
                    "page-newest",
                    "page of 50",
                    "bare servlet",
                    List.of(sample(600, 1.5, 0), sample(500, 1.6, 0), sample(700, 1.4, 0)),
                    List.of(sample(1_000, 1, 0), sample(1_000, 1, 0), sample(1_000, 1, 0)),
                    TIMES,
                    TIMES),
            new CaseResult(
                    "send-one",
                    "send",
                    "plain JDBC",
                    List.of(sample(450, 3, 0)),
                    List.of(sample(500, 0, 1)),
                    TIMES,
                    TIMES)));

    @Test
    void rowOfACaseHasMediansAndRatios() {
        assertTrue(
                new Report(RESULTS)
                        .markdown()
                        .contains(
                                "| page of 50 | 600 | 0.60 | 2.00 | 2.00 | 1.50 | 1.50 | 0.50 | 10.0 | 2.00 | 1.00 | 3000 | 33 % |\n"
                                        + "| – bare servlet | 1,000 |  |  |  | 1.00 |  | 0.50 |"),
                new Report(RESULTS).markdown());
    }

    // The server has no part in plain JDBC.
    @Test
    void sendIsComparedWithTheCpuTimeOfTheJdbcClient() {
        var target = targets().get("send-one: server CPU to plain JDBC's client");
        assertEquals(3, target.value());
        assertFalse(target.isMet());
    }

    @Test
    void boundsAreInclusive() {
        assertTrue(targets().get("page: throughput to bare servlet").isMet());
        assertTrue(targets().get("send-one: throughput to plain JDBC").isMet());
        assertFalse(targets().get("delivery: p99 ms").value() > 250);
    }

    @Test
    void targetsOfCasesThatWereNotMeasuredAreLeftOut() {
        assertFalse(targets().containsKey("send-many: throughput to plain JDBC"));
    }

    @Test
    void writesAllFiles(@TempDir Path folder) throws Exception {
        new Report(RESULTS).write(folder);
        var json = new ObjectMapper().readTree(folder.resolve("results.json").toFile());
        assertEquals(3, json.path("cases").path(0).path("product").size());
        assertTrue(Files.readString(folder.resolve("results.md")).contains("| **no** |"));
        assertTrue(Files.readString(folder.resolve("results.svg")).contains("<svg"));
    }

    @Test
    void figuresHaveThreeSignificantDigits() {
        assertEquals("1,234", Report.number(1_234.4));
        assertEquals("12.3", Report.number(12.34));
        assertEquals("0.12", Report.number(0.123));
    }

    private static Map<String, SpeedTarget> targets() {
        return new Report(RESULTS)
                .targets().stream().collect(Collectors.toMap(SpeedTarget::title, Function.identity()));
    }

    private static Sample sample(double throughput, double serverCpu, double clientCpu) {
        return new Sample(throughput, serverCpu, 0.5, clientCpu, 10, 2, 1, 3_000, 5);
    }

    private static Results results(List<CaseResult> cases) {
        return new Results(
                "2026-01-31T09:30:00Z",
                "abc1234",
                "2 processors",
                "MySQL 8.0.33",
                true,
                30,
                new Stage.Start(20, 30, 700),
                900,
                cases,
                new DeliveryResult(1_000, TIMES, TIMES, TIMES, TIMES, 100, 10, 1, 5, 400),
                new OverloadResult(600, 20, 2_400, 0.25, 0.7, 0, 0.05, 12, 39, 1, 1, 0.4, null));
    }
}
