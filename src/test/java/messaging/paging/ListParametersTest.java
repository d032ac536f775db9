package messaging.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import messaging.paging.PageQuery.Order;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import messaging.problem.JsonType;
import messaging.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// S-API-9
class ListParametersTest {
    private static final Settings.Lists SIZES = new Settings.Lists(20, 100);
    private static final Listing<Object> LISTING = Listing.of(Object.class).order("id", "title");

    @Test
    void missingParametersMeanTheDefaults() {
        assertEquals(new PageQuery(20, 0, List.of(), List.of(new Order("id", false))), query(Map.of()));
    }

    @Test
    void parametersAreParsed() {
        assertEquals(
                new PageQuery(
                        7,
                        3,
                        List.of(PageQuery.Term.of("a"), PageQuery.Term.of("b")),
                        List.of(new Order("title", true), new Order("id", true))),
                query(Map.of("limit", "7", "offset", "3", "search", "  a \t b ", "ordering", "-title")));
    }

    @Test
    void limitIsCapped() {
        assertEquals(100, query(Map.of("limit", "101")).limit());
        assertEquals(100, query(Map.of("limit", "2147483647")).limit());
        assertEquals(100, query(Map.of("limit", "99999999999999999999")).limit());
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "+1", "1.0", "1e2", "abc", "0x10", " 1", "1 ", "٣", "𝟏"})
    void limitMustBeAnInteger(String limit) {
        assertEquals(List.of(FieldError.type("limit", JsonType.INTEGER)), faults(Map.of("limit", limit)));
    }

    @ParameterizedTest // S-ERR-1
    @CsvSource({"limit,0,1", "limit,-1,1", "limit,000,1", "limit,-99999999999999999999,1", "offset,-1,0", "offset,-0,0"
    })
    void tooSmallNumberIsRejectedWithTheMinimum(String name, String value, int min) {
        assertEquals(
                List.of(FieldError.of(name, ErrorCode.TOO_SMALL, Map.of("min", min))), faults(Map.of(name, value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "x", "--1"})
    void offsetMustBeAnInteger(String offset) {
        assertEquals(List.of(FieldError.type("offset", JsonType.INTEGER)), faults(Map.of("offset", offset)));
    }

    @Test
    void everyInvalidParameterIsReported() {
        var faults = faults(Map.of("limit", "0", "offset", "x", "search", "\0" + "a".repeat(200), "ordering", "nope"));
        assertEquals(
                List.of("limit", "offset", "search", "search", "ordering"),
                faults.stream().map(FieldError::field).toList());
    }

    @Test
    void searchLengthIsMeasuredInCharacters() {
        assertEquals(1, query(Map.of("search", "🍕".repeat(200))).terms().size());
        assertEquals("search", faults(Map.of("search", "🍕".repeat(201))).get(0).field());
    }

    @Test // S-TEXT-1
    void termsAreFolded() {
        assertEquals(
                List.of("creme", "viet", "a"),
                query(Map.of("search", "cre\u0300me\u3000Việt \u200b \u00ada")).terms().stream()
                        .map(PageQuery.Term::folded)
                        .toList());
    }

    @Test // S-TEXT-1
    void emojiIsSearchedAsWritten() {
        assertEquals(new PageQuery.Term("👍", "👍"), PageQuery.Term.of("👍\ufe0f"));
        assertEquals("❤️‍🔥", PageQuery.Term.of("❤️‍🔥").verbatim());
    }

    @Test
    void blankParametersCountAsAbsent() {
        assertEquals(query(Map.of()), query(Map.of("limit", "", "offset", "", "search", "", "ordering", "")));
        assertEquals(List.of(), query(Map.of("search", " \u2003 ")).terms());
        assertEquals(
                List.of(new Order("id", false)), query(Map.of("ordering", " ")).order());
    }

    private static PageQuery query(Map<String, String> values) {
        return parameters(values).query(LISTING, SIZES);
    }

    private static List<FieldError> faults(Map<String, String> values) {
        return assertThrows(InvalidInput.class, () -> query(values)).errors();
    }

    /** JAX-RS sets the fields of a bean parameter; here reflection does. */
    private static ListParameters parameters(Map<String, String> values) {
        var parameters = new ListParameters();
        new HashMap<>(values).forEach((name, value) -> {
            try {
                var field = ListParameters.class.getDeclaredField(name);
                field.setAccessible(true);
                field.set(parameters, value);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        });
        return parameters;
    }
}
