package messaging.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import messaging.paging.Cursor.Side;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import messaging.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// S-PLUS-6
class CursorParametersTest {
    private static final Settings.Lists SIZES = new Settings.Lists(20, 100);
    private static final ListOptions LISTING = ListOptions.identifiedBy("id")
            .orderBy("title", "title")
            .orderBy("id", "seq")
            .orderBy("seq", "seq")
            .cursor("seq")
            .byDefault("-seq");

    @Test
    void cursorIsANumberOrAnId() {
        assertEquals(Optional.empty(), query(Map.of("offset", "3")).cursor());
        assertEquals(
                Optional.of(new Cursor(Side.BEFORE, 120, false)),
                query(Map.of("before", "120")).cursor());
        assertEquals(
                Optional.of(new Cursor(Side.AFTER, 0, false)),
                query(Map.of("after", "0")).cursor());
        assertEquals(
                Optional.of(new Cursor(Side.AROUND, 42, true)),
                query(Map.of("around", "id:42")).cursor());
        assertEquals(
                Optional.of(new Cursor(Side.AFTER, Long.MAX_VALUE - 1, false)),
                query(Map.of("after", "9999999999999999999")).cursor());
    }

    @Test
    void emptyCursorCountsAsAbsent() {
        assertEquals(query(Map.of()), query(Map.of("before", "", "after", "", "around", "")));
        assertEquals(
                Optional.of(new Cursor(Side.AFTER, 3, false)),
                query(Map.of("before", "", "after", "3", "offset", "")).cursor());
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", " 1", "-1", "x", "id:", "id:-1", "ID:1", "1.0", "٣", "99999999999999999999", "1\n"})
    void invalidCursorIsRejected(String cursor) {
        assertEquals(List.of("before"), faults(Map.of("before", cursor)));
    }

    @Test
    void orderMustBeTheCursors() {
        for (var ordering : List.of("seq", "-seq", "id", "-id")) {
            assertEquals(
                    ordering.startsWith("-"),
                    query(Map.of("before", "1", "ordering", ordering)).isDescending());
        }
        assertEquals(List.of("ordering"), faults(Map.of("before", "1", "ordering", "title")));
        assertEquals(List.of("ordering"), faults(Map.of("before", "1", "ordering", "seq,title")));
    }

    @Test
    void severalCursorsAreRejected() {
        assertEquals(List.of("after", "around"), faults(Map.of("before", "1", "after", "1", "around", "1")));
        assertEquals(List.of("offset"), faults(Map.of("before", "1", "offset", "1")));
        assertEquals(List.of("offset"), faults(Map.of("around", "id:1", "offset", "99999999999")));
        assertEquals(List.of("offset"), faults(Map.of("after", "1", "offset", "x")));
    }

    // Generated clients send the documented default of every parameter.
    @ParameterizedTest // S-API-13
    @ValueSource(strings = {"0", "00", "000000000000000000000"})
    void cursorAllowsAnOffsetOfZero(String offset) {
        for (var side : List.of("before", "after", "around")) {
            assertTrue(query(Map.of(side, "7", "offset", offset)).cursor().isPresent(), side);
        }
    }

    @Test
    void linksReplaceTheCursorAndKeepTheRest() {
        var url = "http://localhost:8000/api/v1/conversations/1/messages/";
        var links = new PageLinks(url, "after=3&x=1&limit=2&aft%65r=9&search=a%20b", query(Map.of("limit", "2")));
        var slice = new Slice<>(
                9,
                List.of(),
                Optional.of(new Slice.Neighbors(Optional.of(new Cursor(Side.BEFORE, 4, false)), Optional.empty())));
        assertEquals(Optional.of(url + "?x=1&search=a%20b&limit=2&before=4"), links.next(slice));
        assertEquals(Optional.empty(), links.previous(slice));
    }

    @Test
    void tiesAreBrokenByTheIdentity() {
        var options = ListOptions.identifiedBy("userId", "emoji")
                .orderBy("created_at", "createdAt")
                .orderBy("emoji", "emoji")
                .byDefault("created_at");
        assertEquals(
                List.of(
                        new PageQuery.Order("createdAt", true),
                        new PageQuery.Order("userId", true),
                        new PageQuery.Order("emoji", true)),
                options.ordering(Optional.of("-created_at")));
        assertEquals(
                List.of(new PageQuery.Order("emoji", false), new PageQuery.Order("userId", false)),
                options.ordering(Optional.of("emoji")));
    }

    private static PageQuery query(Map<String, String> values) {
        var parameters = new CursorParameters();
        values.forEach((name, value) -> set(parameters, name, value));
        return parameters.query(LISTING, SIZES);
    }

    private static List<String> faults(Map<String, String> values) {
        return assertThrows(InvalidInput.class, () -> query(values)).errors().stream()
                .map(FieldError::field)
                .toList();
    }

    /** JAX-RS sets the fields of a bean parameter; here reflection does. */
    private static void set(CursorParameters parameters, String name, String value) {
        var type = List.of("before", "after", "around").contains(name) ? CursorParameters.class : ListParameters.class;
        try {
            var field = type.getDeclaredField(name);
            field.setAccessible(true);
            field.set(parameters, value);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
