package messaging.idempotency;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// S-PLUS-4
class ClientIdTest {
    private static final Optional<String> NONE = Optional.empty();

    @Test
    void comesFromTheBodyOrTheHeader() {
        assertEquals(Optional.empty(), ClientId.of(null, null));
        assertEquals(Optional.of(new ClientId("a")), ClientId.of("a", null));
        assertEquals(Optional.of(new ClientId("a")), ClientId.of(null, "a"));
        assertEquals(Optional.of(new ClientId("a")), ClientId.of("a", "a"));
        assertEquals(List.of(ClientId.HEADER), faults("a", "b"));
        assertEquals(List.of(ClientId.HEADER), faults("a", "A"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "é", "a\tb", "\u0000", "🍕"})
    void aHeaderHoldsPrintableAsciiOnly(String header) {
        assertEquals(List.of(ClientId.HEADER), faults(null, header));
    }

    @Test
    void hasOneToSixtyFourCharacters() {
        assertEquals("🍕".repeat(64), new ClientId("🍕".repeat(64)).value());
        assertEquals(List.of(ClientId.HEADER), faults(null, "x".repeat(65)));
        assertThrows(IllegalArgumentException.class, () -> new ClientId("🍕".repeat(65)));
        assertThrows(IllegalArgumentException.class, () -> new ClientId(""));
    }

    @Test
    void idIsStoredAsItsBytes() {
        var column = new ClientId.Column();
        assertEquals(256, column.convertToDatabaseColumn(new ClientId("🍕".repeat(64))).length, "fits into the column");
        for (var id : List.of("a", "é", "e\u0301", "🍕")) {
            assertEquals(
                    new ClientId(id),
                    column.convertToEntityAttribute(column.convertToDatabaseColumn(new ClientId(id))));
        }
        assertNull(column.convertToDatabaseColumn(null));
        assertNull(column.convertToEntityAttribute(null));
    }

    @Test
    void hashDistinguishesRequests() {
        var hash = RequestHash.of(Optional.of("words"), Optional.of("7"));
        assertEquals(32, hash.bytes().length);
        assertDoesNotThrow(() -> hash.requireMatch(
                RequestHash.of(Optional.of("words"), Optional.of("7")).bytes()));
        for (var other : List.of(
                RequestHash.of(Optional.of("words"), NONE),
                RequestHash.of(Optional.of("words7"), NONE),
                RequestHash.of(Optional.of("words"), Optional.of("")),
                RequestHash.of(Optional.of("words7"), Optional.of("")),
                RequestHash.of(Optional.of("word"), Optional.of("s7")),
                RequestHash.of(Optional.of("7"), Optional.of("words")),
                RequestHash.of(Optional.of("words"), Optional.of("7"), NONE))) {
            assertThrows(ClientIdReused.class, () -> hash.requireMatch(other.bytes()));
        }
        assertThrows(ClientIdReused.class, () -> hash.requireMatch(null), "a request without an id");
    }

    private static List<String> faults(String field, String header) {
        return assertThrows(InvalidInput.class, () -> ClientId.of(field, header)).errors().stream()
                .map(FieldError::field)
                .toList();
    }
}
