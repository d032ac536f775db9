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
 * clients can parse them with one fixed format.
 */
final class MicrosecondSerializer extends StdSerializer<Instant> {
    private static final long serialVersionUID = 1L;
    private static final int DIGITS = 6;
    private static final DateTimeFormatter FORMAT =
            new DateTimeFormatterBuilder().appendInstant(DIGITS).toFormatter();

    MicrosecondSerializer() {
        super(Instant.class);
    }

    @Override
    public void serialize(Instant time, JsonGenerator generator, SerializerProvider provider) throws IOException {
        generator.writeString(FORMAT.format(time));
    }
}
