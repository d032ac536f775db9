package messaging.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private final List<Optional<String>> applied = new ArrayList<>();

    @Test
    void presentFieldIsApplied() {
        Change.to("a").ifNamed(applied::add);
        Change.<String>to(null).ifNamed(applied::add);
        assertEquals(List.of(Optional.of("a"), Optional.empty()), applied);
    }

    @Test
    void omittedFieldChangesNothing() {
        Change.<String>absent().ifNamed(applied::add);
        assertEquals(List.of(), applied);
    }

    @Test
    void actionIsRequired() {
        assertThrows(NullPointerException.class, () -> Change.absent().ifNamed(null));
    }
}
