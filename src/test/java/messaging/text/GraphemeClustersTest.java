package messaging.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// S-TEXT-7
class GraphemeClustersTest {
    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "abc, 3",
        "é, 1",
        "e\u0301, 1",
        "👍, 1",
        "👍🏽, 1",
        "👍️, 1",
        "#️⃣, 1",
        "👨‍👩‍👧‍👦, 1",
        "🏳️‍🌈, 1",
        "🇬🇭🇩🇪, 2",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿, 1",
        "한국어, 3",
        "\u1112\u1161\u11ab, 1",
        "नमस्ते, 3",
        "'a\r\nb', 3",
        "\u200b\u200b, 2",
    })
    void countsWhatUsersSee(String text, int count) {
        assertEquals(count, GraphemeClusters.count(text, 1_000));
        assertTrue(GraphemeClusters.isAtMost(text, count));
        assertFalse(GraphemeClusters.isAtMost(text + "xx", count + 1));
    }

    @Test
    void stopsAtTheLimit() {
        assertEquals(11, GraphemeClusters.count("é".repeat(1_000), 10));
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
            assertFalse(GraphemeClusters.isAtMost("👨‍👩‍👧‍👦".repeat(50_000), 10_000));
            assertTrue(GraphemeClusters.isAtMost("a" + "\u0301".repeat(500_000), 1));
        });
    }
}
