package messaging.admin;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Query parameters of the statistics. */
public class StatisticsParameters {
    static final int MAX_STEPS = 400;

    @QueryParam("by")
    @Parameter(
            description = "Length of the intervals (default day).",
            schema = @Schema(implementation = Granularity.class))
    private String by;

    @QueryParam("from")
    @Parameter(
            description = "Start time (default 2 days ago by the hour, 30 days ago by the day).",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    private String from;

    @QueryParam("to")
    @Parameter(
            description = "End time, exclusive (default now). At most 400 intervals after `from`.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    private String to;

    /**
     * A time range in intervals.
     *
     * @param by length of the intervals
     * @param from start of the first interval
     * @param to end of the last interval, exclusive
     */
    record TimeRange(Granularity by, Instant from, Instant to) {}

    /** Validates the parameters and returns the range, from the start of an interval. */
    TimeRange range(Instant now) {
        var values = new QueryValues();
        var granularity = values.choice("by", by, List.of(Granularity.values()), Granularity::wireName)
                .orElse(Granularity.DAY);
        var end = values.moment("to", to).orElse(now);
        var start = values.moment("from", from).orElseGet(() -> end.minus(granularity.defaultRange()));
        values.check();
        var first = Granularity.startOf(start, granularity.step());
        if (!first.isBefore(end)) {
            values.add(FieldError.of("from", ErrorCode.MUST_BE_BEFORE, Map.of("other", "to")));
        } else if (first.plus(granularity.step().multipliedBy(MAX_STEPS)).isBefore(end)) {
            values.add(
                    FieldError.of("from", ErrorCode.RANGE_TOO_LONG, Map.of(FieldError.MAX, MAX_STEPS, "other", "to")));
        }
        values.check();
        return new TimeRange(granularity, first, end);
    }
}
