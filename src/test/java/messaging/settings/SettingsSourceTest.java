package messaging.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsSourceTest {
    @Test
    void valuesAreStripped() {
        var source = new SettingsSource(Map.of("A", "  x \n", "B", " "));
        assertEquals(Optional.of("x"), source.optional("A"));
        assertEquals(Optional.empty(), source.optional("B"));
        assertEquals("fallback", source.text("B", "fallback"));
    }

    @Test
    void blankItemsAreRemovedFromLists() {
        var source = new SettingsSource(Map.of("A", " a ,, b,c, "));
        assertEquals(List.of("a", "b", "c"), source.list("A", List.of()));
        assertEquals(List.of("z"), source.list("B", List.of("z")));
    }

    @Test
    void numbersKeepTheirBounds() {
        var source = new SettingsSource(Map.of("LOW", "1", "HIGH", "9", "BELOW", "0", "ABOVE", "10", "WORD", "x"));
        assertEquals(1, source.number("LOW", 5, 1, 9));
        assertEquals(9, source.number("HIGH", 5, 1, 9));
        assertEquals(5, source.number("NONE", 5, 1, 9));
        source.refuseFaults();
        source.number("BELOW", 5, 1, 9);
        source.number("ABOVE", 5, 1, 9);
        source.number("WORD", 5, 1, 9);
        assertEquals(
                "Invalid configuration: BELOW must be a whole number from 1 to 9; ABOVE must be a whole number from 1 to"
                        + " 9; WORD must be a whole number from 1 to 9",
                assertThrows(InvalidSettings.class, source::refuseFaults).getMessage());
    }

    @Test
    void urlRequiresSchemeAndHost() {
        for (var bad : List.of("example.com", "/path", "mailto:a@example.com", "http://", "http://a b/")) {
            var source = new SettingsSource(Map.of("URL", bad));
            source.url("URL", "http://localhost/");
            assertThrows(InvalidSettings.class, source::refuseFaults, bad);
        }
    }
}
