package messaging.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import messaging.bench.Results.CaseResult;

/** Renders the figures of a run: JSON for programs, Markdown and a plot for people. */
final class Report {
    private static final String PAGE = "page-newest";

    private final Results results;

    Report(Results results) {
        this.results = results;
    }

    /** Writes {@code results.json}, {@code results.md} and {@code results.svg}. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(folder.resolve("results.json").toFile(), results);
        Files.writeString(folder.resolve("results.md"), markdown());
        if (results.cases().stream().anyMatch(measured -> !measured.bare().isEmpty())) {
            new Plot(results).write(folder.resolve("results.svg"));
        }
    }

    /** Returns the tables. */
    String markdown() {
        var text = new StringBuilder();
        text.append("%s, commit %s; %s; %s; %s.%n%n"
                .formatted(
                        results.date().substring(0, 10),
                        results.commit(),
                        results.machine(),
                        results.database(),
                        results.quick() ? "quick run" : "full run"));
        text.append(
                "| Case | req/s | of ceiling | p50 ms | p99 ms | server CPU ms | to ceiling | DB CPU ms | KiB allocated | statements | transaction | response bytes | spread |\n");
        text.append("|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        results.cases().forEach(measured -> rows(measured, text));
        delivery(text);
        overload(text);
        text.append(String.format(
                Locale.ROOT,
                "%nStart: ready after %.1f s and %.1f s of CPU time; resident memory %.0f MiB idle, %.0f MiB after all"
                        + " cases. The data was loaded in %.1f s.%n",
                results.start().seconds(),
                results.start().cpuSeconds(),
                results.start().idleMebibytes(),
                results.loadedMebibytes(),
                results.loadSeconds()));
        targets(text);
        return text.toString();
    }

    private static void rows(CaseResult measured, StringBuilder text) {
        row(measured.title(), measured.product(), Optional.of(measured), Sample::serverCpu, text);
        if (!measured.bare().isEmpty()) {
            row("– " + measured.ceiling(), measured.bare(), Optional.empty(), ceilingCpu(measured), text);
        }
    }

    /** The application server does not take part in plain JDBC: its CPU time is that of the client. */
    private static Function<Sample, Double> ceilingCpu(CaseResult measured) {
        return measured.ceiling().contains("JDBC") ? Sample::clientCpu : Sample::serverCpu;
    }

    private static void row(
            String title,
            List<Sample> samples,
            Optional<CaseResult> compared,
            Function<Sample, Double> cpu,
            StringBuilder text) {
        var cells = new ArrayList<String>();
        cells.add(title);
        cells.add(number(median(samples, Sample::throughput)));
        var withCeiling = compared.filter(measured -> !measured.bare().isEmpty());
        cells.add(withCeiling.map(measured -> number(throughputRatio(measured))).orElse(""));
        var latency = compared.filter(measured -> !measured.p50().isEmpty());
        cells.add(latency.map(measured -> number(Statistics.median(measured.p50())))
                .orElse(""));
        cells.add(latency.map(measured -> number(Statistics.median(measured.p99())))
                .orElse(""));
        cells.add(number(median(samples, cpu)));
        cells.add(withCeiling.map(measured -> number(cpuRatio(measured))).orElse(""));
        cells.add(number(median(samples, Sample::databaseCpu)));
        cells.add(number(median(samples, Sample::allocatedKib)));
        cells.add(number(median(samples, Sample::statements)));
        cells.add(number(median(samples, Sample::transactions)));
        cells.add(String.format(Locale.ROOT, "%.0f", median(samples, Sample::bytes)));
        cells.add(String.format(
                Locale.ROOT,
                "%.0f %%",
                100 * Statistics.spread(samples.stream().map(Sample::throughput).toList())));
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private void delivery(StringBuilder text) {
        var measured = results.delivery();
        if (measured == null) {
            return;
        }
        text.append(String.format(
                Locale.ROOT,
                "%nDelivery of a message to %,d listeners, %d sends a second:%n%n"
                        + "| | p50 ms | p99 ms | spread of p99 | server CPU ms per send | DB CPU ms | statements | bytes each |%n"
                        + "|---|---|---|---|---|---|---|---|%n",
                measured.listeners(),
                Options.SENDS_PER_SECOND));
        text.append("| server-sent events | %s | %s | %.0f %% | %s | %s | %s | %.0f |%n"
                .formatted(
                        number(Statistics.median(measured.p50())),
                        number(Statistics.median(measured.p99())),
                        100 * Statistics.spread(measured.p99()),
                        number(measured.serverCpu()),
                        number(measured.databaseCpu()),
                        number(measured.statements()),
                        measured.bytes()));
        text.append("| – the bytes over loopback | %s | %s | %.0f %% | %s | | | |%n"
                .formatted(
                        number(Statistics.median(measured.loopbackP50())),
                        number(Statistics.median(measured.loopbackP99())),
                        100 * Statistics.spread(measured.loopbackP99()),
                        number(measured.loopbackCpu())));
    }

    private void overload(StringBuilder text) {
        var measured = results.overload();
        if (measured == null) {
            return;
        }
        text.append(String.format(
                Locale.ROOT,
                "%nOverload, the newest page at 4 times the capacity of %.0f/s, the server on one processor and everything else on"
                        + " the others:%n%n"
                        + "| accepted | 503 | failed | not sent | p50 of accepted ms | p99 | p99 at capacity ms | readiness held | throughput after | client, of a processor |%n"
                        + "|---|---|---|---|---|---|---|---|---|---|%n"
                        + "| %.0f %% | %.0f %% | %.0f %% | %.0f %% | %s | %s | %s | %.0f %% | %.0f %% | %.0f %% |%n",
                measured.capacity(),
                100 * measured.acceptedShare(),
                100 * measured.shedShare(),
                100 * measured.failedShare(),
                100 * measured.unsentShare(),
                number(measured.acceptedP50()),
                number(measured.acceptedP99()),
                number(measured.capacityP99()),
                100 * measured.readyShare(),
                100 * measured.recovered(),
                100 * measured.client()));
    }

    private void targets(StringBuilder text) {
        text.append("\n| Target | wanted | measured | met |\n|---|---|---|---|\n");
        targets()
                .forEach(target -> text.append("| %s | %s %s | %s | %s |%n"
                        .formatted(
                                target.title(),
                                target.isUpperBound() ? "≤" : "≥",
                                number(target.bound()),
                                number(target.value()),
                                target.isMet() ? "yes" : "**no**")));
    }

    /** Returns the targets whose cases were measured (S-SPEED-3, S-SPEED-4, S-SPEED-6). */
    List<SpeedTarget> targets() {
        var targets = new ArrayList<SpeedTarget>();
        find(PAGE).ifPresent(page -> {
            targets.add(SpeedTarget.atLeast("page: throughput to bare servlet", 0.6, throughputRatio(page)));
            targets.add(SpeedTarget.atMost("page: server CPU to bare servlet", 1.6, cpuRatio(page)));
            for (var deep : List.of("page-before", "page-offset")) {
                find(deep)
                        .ifPresent(other -> targets.add(SpeedTarget.atLeast(
                                deep + ": throughput to the newest page",
                                0.95,
                                median(other.product(), Sample::throughput)
                                        / median(page.product(), Sample::throughput))));
            }
            for (var list : List.of("conversations-many", "conversations-few")) {
                find(list)
                        .ifPresent(other -> targets.add(SpeedTarget.atMost(
                                list + ": CPU of server and database to a page", 2, totalCpu(other) / totalCpu(page))));
            }
        });
        for (var name : List.of("send-one", "send-many")) {
            find(name).ifPresent(send -> {
                targets.add(SpeedTarget.atLeast(name + ": throughput to plain JDBC", 0.9, throughputRatio(send)));
                targets.add(SpeedTarget.atMost(name + ": server CPU to plain JDBC's client", 2.5, cpuRatio(send)));
            });
        }
        statements(PAGE, 2, targets);
        statements("send-one", 4, targets);
        statements("conversations-many", 3, targets);
        statements("refresh", 3, targets);
        statements("sign-in", 6, targets);
        if (results.delivery() != null) {
            targets.add(SpeedTarget.atMost(
                    "delivery: p99 ms",
                    250,
                    Statistics.median(results.delivery().p99())));
        }
        if (results.overload() != null) {
            var overload = results.overload();
            targets.add(SpeedTarget.atMost(
                    "overload: p99 of accepted to p99 at capacity",
                    2,
                    overload.acceptedP99() / overload.capacityP99()));
            targets.add(SpeedTarget.atLeast("overload: readiness held", 1, overload.readyShare()));
        }
        return targets;
    }

    private void statements(String name, double bound, List<SpeedTarget> targets) {
        // Statements of the pool and the probes do not belong to the few requests.
        find(name)
                .ifPresent(measured -> targets.add(SpeedTarget.atMost(
                        name + ": statements",
                        bound,
                        Math.round(median(measured.product(), Sample::statements) * 10) / 10.0)));
    }

    private Optional<CaseResult> find(String name) {
        return results.cases().stream()
                .filter(measured -> measured.name().equals(name))
                .findFirst();
    }

    static double throughputRatio(CaseResult measured) {
        return Statistics.ratio(
                measured.product().stream().map(Sample::throughput).toList(),
                measured.bare().stream().map(Sample::throughput).toList());
    }

    private static double cpuRatio(CaseResult measured) {
        return Statistics.ratio(
                measured.product().stream().map(Sample::serverCpu).toList(),
                measured.bare().stream().map(ceilingCpu(measured)).toList());
    }

    private static double totalCpu(CaseResult measured) {
        return median(measured.product(), sample -> sample.serverCpu() + sample.databaseCpu());
    }

    private static double median(List<Sample> samples, Function<Sample, Double> value) {
        return Statistics.median(samples.stream().map(value).toList());
    }

    /** Formats a figure with three significant digits. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", value);
    }
}
