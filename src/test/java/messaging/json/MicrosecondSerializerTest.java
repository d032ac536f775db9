package messaging.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// S-TEXT-8
class MicrosecondSerializerTest {
    private record View(Instant createdAt) {}

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000000Z",
        "2026-11-28T07:00:00Z, 2026-11-28T07:00:00.000000Z",
        "2026-11-28T07:00:00.1Z, 2026-11-28T07:00:00.100000Z",
        "2026-11-28T07:00:00.120Z, 2026-11-28T07:00:00.120000Z",
        "2026-11-28T07:00:00.000001Z, 2026-11-28T07:00:00.000001Z",
        "2026-11-28T07:00:00.123456789Z, 2026-11-28T07:00:00.123456Z",
        "2026-12-31T23:59:59.999999999Z, 2026-12-31T23:59:59.999999Z",
    })
    void timesHaveSixDigits(Instant time, String text) throws JsonProcessingException {
        assertEquals("{\"created_at\":\"" + text + "\"}", Json.MAPPER.writeValueAsString(new View(time)));
    }

    @Property
    void everyTimeHasSixDigitsAndIsReadBack(
            @ForAll @LongRange(min = 0, max = 4_102_444_800L) long seconds,
            @ForAll @LongRange(min = 0, max = 999_999) long micros)
            throws JsonProcessingException {
        // Jqwik includes 0 and the ends of the ranges.
        for (long part : new long[] {micros, micros - micros % 1_000, micros - micros % 100_000, 0}) {
            var time = Instant.ofEpochSecond(seconds).plus(part, ChronoUnit.MICROS);
            var json = Json.MAPPER.writeValueAsString(new View(time));
            assertTrue(json.matches(".*:\\d\\d\\.\\d{6}Z\"}"), json);
            assertEquals(time, Json.MAPPER.readValue(json, View.class).createdAt());
        }
    }

    @Test
    void everyDayIsFormattedLikeTheJdk() throws JsonProcessingException {
        var formatter = new DateTimeFormatterBuilder().appendInstant(6).toFormatter();
        var days = Stream.iterate(LocalDate.of(1890, 1, 1), day -> day.plusDays(1))
                .limit(90_000)
                .map(day -> day.atStartOfDay()
                        .plusNanos(day.toEpochDay() * 7_919_113_777L % 86_400_000_000_000L)
                        .toInstant(ZoneOffset.UTC));
        var extremes = Stream.of("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "-0001-01-01T00:00:00Z")
                .map(Instant::parse);
        for (var time : Stream.concat(days, Stream.concat(extremes, Stream.of(Instant.MIN, Instant.MAX)))
                .toList()) {
            assertEquals('"' + formatter.format(time) + '"', Json.MAPPER.writeValueAsString(time));
        }
    }
}
