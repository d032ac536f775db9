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
    private final Duration defaultRange;

    Granularity(Duration step, Duration defaultRange) {
        this.step = step;
        this.defaultRange = defaultRange;
    }

    Duration step() {
        return step;
    }

    /** Returns the default length of the range. */
    Duration defaultRange() {
        return defaultRange;
    }

    /** Returns the start of the interval that contains a moment. */
    static Instant startOf(Instant moment, Duration step) {
        var seconds = step.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), seconds) * seconds);
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
