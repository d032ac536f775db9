package messaging.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * Writes times in UTC with exactly six fractional digits (S-TEXT-8), as the database stores them: they sort as text, and
 * clients can parse them with one fixed format. A page of messages has two for each, so the digits of usual years are
 * computed without a formatter.
 */
final class MicrosecondSerializer extends StdSerializer<Instant> {
    private static final long serialVersionUID = 1L;
    private static final int DIGITS = 6;
    private static final DateTimeFormatter FORMAT =
            new DateTimeFormatterBuilder().appendInstant(DIGITS).toFormatter();

    private static final long SECONDS_PER_DAY = 86_400;
    private static final int NANOS_PER_MICRO = 1_000;
    // 0000-03-01: years that start in March end with the leap day.
    private static final long DAYS_TO_EPOCH = 719_468;
    private static final int DAYS_PER_ERA = 146_097;
    private static final int YEARS_PER_ERA = 400;
    private static final long MIN_EPOCH_SECOND =
            Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long MAX_EPOCH_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final String PATTERN = "0000-00-00T00:00:00.000000Z";

    MicrosecondSerializer() {
        super(Instant.class);
    }

    @Override
    public void serialize(Instant time, JsonGenerator generator, SerializerProvider provider) throws IOException {
        var second = time.getEpochSecond();
        if (second < MIN_EPOCH_SECOND || second > MAX_EPOCH_SECOND) {
            generator.writeString(FORMAT.format(time));
        } else {
            var text = format(second, time.getNano());
            generator.writeString(text, 0, text.length);
        }
    }

    // The civil calendar by arithmetic, after Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".
    private static char[] format(long second, int nano) {
        var text = PATTERN.toCharArray();
        var days = Math.floorDiv(second, SECONDS_PER_DAY) + DAYS_TO_EPOCH;
        var era = (int) (days / DAYS_PER_ERA);
        var dayOfEra = (int) (days % DAYS_PER_ERA);
        var yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        var dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        var month = (5 * dayOfYear + 2) / 153;
        var day = dayOfYear - (153 * month + 2) / 5 + 1;
        var year = era * YEARS_PER_ERA + yearOfEra + (month < 10 ? 0 : 1);
        put(text, 3, year);
        put(text, 6, month < 10 ? month + 3 : month - 9);
        put(text, 9, day);
        var secondOfDay = (int) Math.floorMod(second, SECONDS_PER_DAY);
        put(text, 12, secondOfDay / 3_600);
        put(text, 15, secondOfDay / 60 % 60);
        put(text, 18, secondOfDay % 60);
        put(text, 25, nano / NANOS_PER_MICRO);
        return text;
    }

    /** Writes a number's digits so that the last one is at a position. */
    private static void put(char[] text, int last, int number) {
        for (int at = last, rest = number; rest > 0; at--, rest /= 10) {
            text[at] = (char) ('0' + rest % 10);
        }
    }
}
