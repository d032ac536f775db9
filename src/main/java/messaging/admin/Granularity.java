package messaging.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How long the steps of counts over time are; days are UTC's. */
@Schema(name = "StatisticsInterval", description = "Length of the intervals, in UTC")
enum Granularity {
    @JsonProperty("hour")
    HOUR(Duration.ofHours(1), Duration.ofDays(2)),
    @JsonProperty("day")
    DAY(Duration.ofDays(1), Duration.ofDays(30));

    private final Duration step;
    private final Duration usualSpan;

    Granularity(Duration step, Duration usualSpan) {
        this.step = step;
        this.usualSpan = usualSpan;
    }

    Duration step() {
        return step;
    }

    /** What is shown unless asked otherwise. */
    Duration usualSpan() {
        return usualSpan;
    }

    /** The beginning of the step in which a moment is. */
    static Instant begin(Instant moment, Duration step) {
        var seconds = step.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), seconds) * seconds);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
