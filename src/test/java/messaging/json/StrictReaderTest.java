package messaging.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import messaging.problem.JsonType;
import messaging.problem.ProblemType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// S-API-11, S-API-12
class StrictReaderTest {
    enum Colour {
        RED,
        GREEN
    }

    record Body(
            String text, Long number, Integer small, Boolean flag, Colour color, List<Long> ids, List<String> words) {}

    record Named(
            String firstName,
            @Schema(nullable = true) Change<String> lastName,
            Change<List<Long>> memberIds,
            @Schema(nullable = true) String title) {}

    @Test
    void everyTypeIsRead() {
        var body = read("""
                {"text":"a","number":9223372036854775807,"small":-5,"flag":true,"color":"GREEN","ids":[1,2],
                 "words":["x"]}""").body();
        assertEquals(new Body("a", Long.MAX_VALUE, -5, true, Colour.GREEN, List.of(1L, 2L), List.of("x")), body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text   | 5                     | must be a string",
                "text   | 1.5                   | must be a string",
                "text   | true                  | must be a string",
                "text   | []                    | must be a string",
                "text   | [\"a\"]               | must be a string",
                "text   | {}                    | must be a string",
                "number | \"5\"                 | must be an integer",
                "number | \"\"                  | must be an integer",
                "number | 1.9                   | must be an integer",
                "number | 5.0                   | must be an integer",
                "number | 5e0                   | must be an integer",
                "number | 9223372036854775808   | must be at most 9223372036854775807",
                "number | -9223372036854775809  | must be at least -9223372036854775808",
                "number | 18446744073709551617  | must be at most 9223372036854775807",
                "number | 1e400                 | must be an integer",
                "number | true                  | must be an integer",
                "number | [1]                   | must be an integer",
                "number | {}                    | must be an integer",
                "small  | 2147483648            | must be at most 2147483647",
                "small  | \"1\"                 | must be an integer",
                "flag   | \"true\"              | must be true or false",
                "flag   | 1                     | must be true or false",
                "flag   | 0                     | must be true or false",
                "flag   | \"\"                  | must be true or false",
                "color | \"BLUE\"              | must be one of: RED, GREEN",
                "color | \"\"                  | must be one of: RED, GREEN",
                "color | 0                     | must be one of: RED, GREEN",
                "color | \" RED\"              | must be one of: RED, GREEN",
                "color | \"GREEN\\n\"          | must be one of: RED, GREEN",
                "color | \"red\"               | must be one of: RED, GREEN",
                "color | [\"RED\"]             | must be one of: RED, GREEN",
                "ids    | 1                     | must be an array",
                "ids    | \"1\"                 | must be an array",
                "ids    | {}                    | must be an array",
            })
    void wrongTypeIsRefused(String field, String json, String message) {
        var result = read("{\"" + field + "\":" + json + "}");
        assertEquals(
                List.of(field + " " + message),
                result.faults().stream()
                        .map(error -> error.field() + " " + error.message())
                        .toList());
    }

    @Test
    void everyInvalidItemIsNamed() {
        var result = read("{\"ids\":[1,\"2\",null,3.5,[4],5]}");
        assertEquals(
                List.of(
                        FieldError.type("ids[1]", JsonType.INTEGER),
                        FieldError.type("ids[3]", JsonType.INTEGER),
                        FieldError.type("ids[4]", JsonType.INTEGER)),
                result.faults());
        assertEquals(
                Arrays.asList(1L, null, null, null, null, 5L), result.body().ids());
    }

    @Test
    void allFaultsAreReportedTogether() {
        var faults = read("{\"text\":5,\"number\":\"x\",\"flag\":0,\"words\":[\"a\",7]}")
                .faults();
        assertEquals(
                List.of("text", "number", "flag", "words[1]"),
                faults.stream().map(FieldError::field).toList());
    }

    @Test
    void unknownFieldsAreIgnored() {
        assertEquals("a", read("{\"id\":[],\"text\":\"a\",\"Text\":1}").body().text());
    }

    @Test
    void namesAreInSnakeCase() {
        var body = named("{\"first_name\":\"a\",\"firstName\":\"b\",\"last_name\":\"c\",\"member_ids\":[1]}");
        assertEquals("a", body.firstName());
        assertEquals(Optional.of("c"), body.lastName().value());
        assertEquals(Optional.of(List.of(1L)), body.memberIds().value());
    }

    @Test
    void nullDiffersFromMissing() {
        var absent = named("{}").lastName();
        assertFalse(absent.isNamed());
        assertEquals(Optional.empty(), absent.value());
        var cleared = named("{\"last_name\":null}").lastName();
        assertTrue(cleared.isNamed());
        assertEquals(Optional.empty(), cleared.value());
        assertNull(named("{\"title\":null}").title());
    }

    @Test
    void nullIsRefusedUnlessNullable() {
        var result = new StrictReader<>(Named.class)
                .read(bytes("{\"first_name\":null,\"last_name\":null,\"member_ids\":null,\"title\":null}"));
        assertEquals(
                List.of(
                        FieldError.of("first_name", ErrorCode.NULL_NOT_ALLOWED),
                        FieldError.of("member_ids", ErrorCode.NULL_NOT_ALLOWED)),
                result.faults());
    }

    @Test
    void changeOfWrongTypeIsRefused() {
        var result = new StrictReader<>(Named.class).read(bytes("{\"last_name\":5,\"member_ids\":[true]}"));
        assertEquals(
                List.of("last_name", "member_ids[0]"),
                result.faults().stream().map(FieldError::field).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n",
                "{",
                "}",
                "{bad",
                "{'text':'a'}",
                "{\"text\":\"a\",}",
                "{\"text\":\"a\"} x",
                "{\"text\":\"a\"}{}",
                "{} []",
                "{\"text\":\"a\",\"text\":\"b\"}",
                "{\"x\":{\"a\":1,\"a\":2}}",
                "{\"number\":01}",
                "{\"number\":NaN}",
                "{\"number\":+1}",
                "{\"number\":.5}",
                "{\"text\":\"a\nb\"}",
                "{\"text\":\"\\x\"}",
                "{\"text\":undefined}",
                "// comment\n{}",
                "nul",
                "\uFEFF{}"
            })
    void malformedJsonIsRefused(String text) {
        assertThrows(MalformedBody.class, () -> read(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{}]", "null", "true", "5", "\"text\""})
    void nonObjectIsRefused(String text) {
        var refused = assertThrows(InvalidInput.class, () -> read(text));
        assertEquals(List.of(FieldError.type("", JsonType.OBJECT)), refused.errors());
    }

    @Test
    void deepNestingIsRefusedInIgnoredFields() {
        var deep = "[".repeat(40) + "]".repeat(40);
        var refused = assertThrows(MalformedBody.class, () -> read("{\"x\":" + deep + "}"));
        assertEquals(ProblemType.JSON_LIMIT_EXCEEDED, refused.type(), "not called malformed");
        var veryDeep = "{\"x\":" + "[".repeat(500_000);
        assertThrows(MalformedBody.class, () -> read(veryDeep));
    }

    @Test
    void hugeNumberIsRefusedCheaply() {
        assertThrows(MalformedBody.class, () -> read("{\"number\":" + "9".repeat(100_000) + "}"));
        assertEquals(1, read("{\"number\":1e999999999}").faults().size());
        assertEquals(1, read("{\"small\":1e999999999}").faults().size());
    }

    @Test
    void faultNamesPositionAndNotContent() {
        var refused = assertThrows(MalformedBody.class, () -> read("{\"text\":\n  secret}"));
        assertEquals("The request body is not well-formed JSON (line 2, column 3).", refused.getMessage());
    }

    @Test
    void invalidUtf8IsRefused() {
        var overlong = new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'};
        var cutShort = new byte[] {'{', '"', (byte) 0xE2, (byte) 0x82, '"', ':', '1', '}'};
        var surrogate = new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'};
        for (var bad : List.of(overlong, cutShort, surrogate)) {
            assertThrows(MalformedBody.class, () -> new StrictReader<>(Body.class).read(bad));
        }
        assertThrows(
                MalformedBody.class, () -> new StrictReader<>(Body.class).read("{}".getBytes(StandardCharsets.UTF_16)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "a\\u0000b", "\\ud83c", "\\udf55", "\\udf55\\ud83c", "a\\ud800b"})
    void nulAndUnpairedSurrogatesAreRefused(String escaped) {
        assertEquals(
                List.of(FieldError.of("text", ErrorCode.INVALID_UNICODE)),
                read("{\"text\":\"" + escaped + "\"}").faults());
        assertEquals(
                List.of(FieldError.of("words[1]", ErrorCode.INVALID_UNICODE)),
                read("{\"words\":[\"a\",\"" + escaped + "\"]}").faults());
    }

    @Test
    void otherCharactersAreKept() {
        var text = "\u0001\t 🍕 é e\u0301 שלום \u202E \uFEFF \uFFFF";
        assertEquals(
                text,
                read("{\"text\":\"" + text.replace("\u0001", "\\u0001").replace("\t", "\\t") + "\"}")
                        .body()
                        .text());
        assertEquals("🍕", read("{\"text\":\"\\ud83c\\udf55\"}").body().text());
    }

    @Test
    void targetMustBeARecord() {
        assertThrows(IllegalArgumentException.class, () -> new StrictReader<>(String.class));
    }

    private static StrictReader.Result<Body> read(String text) {
        return new StrictReader<>(Body.class).read(bytes(text));
    }

    private static Named named(String text) {
        return new StrictReader<>(Named.class).read(bytes(text)).body();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
