package messaging.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Length of the intervals; days are in UTC. */
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

    /** Returns the default length of the range. */
    Duration usualSpan() {
        return usualSpan;
    }

    /** Returns the start of the interval that contains a moment. */
    static Instant begin(Instant moment, Duration step) {
        var seconds = step.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), seconds) * seconds);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
