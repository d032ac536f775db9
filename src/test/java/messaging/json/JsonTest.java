package messaging.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

// S-API-11
class JsonTest {
    record View(long id, String firstName, boolean isAdmin, Instant createdAt, List<Long> lastSeen, String nothing) {}

    @Test
    void namesAreSnakeCaseAndTimesUtc() throws JsonProcessingException {
        var view =
                new View(Long.MAX_VALUE, "Ama", true, Instant.parse("2026-01-31T09:30:00.120000Z"), List.of(1L), null);
        assertEquals(
                "{\"id\":9223372036854775807,\"first_name\":\"Ama\",\"is_admin\":true,"
                        + "\"created_at\":\"2026-01-31T09:30:00.120000Z\",\"last_seen\":[1],\"nothing\":null}",
                Json.MAPPER.writeValueAsString(view));
    }

    @Test
    void charactersAreNotEscaped() throws JsonProcessingException {
        record Text(String text) {}
        var text = "🍕 שלום e\u0301";
        var written = Json.MAPPER.writeValueAsBytes(new Text(text));
        assertEquals("{\"text\":\"" + text + "\"}", new String(written, StandardCharsets.UTF_8));
    }
}
