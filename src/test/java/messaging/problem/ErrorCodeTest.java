package messaging.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

// S-ERR-1, S-ERR-2
class ErrorCodeTest {
    private static final Set<String> PARAMETERS =
            Set.of("min", "max", "max_bytes", "allowed", "ids", "other", "expected", "format");

    @Test
    void messageContainsTheParameters() {
        assertEquals(
                "must be at most 255 characters",
                FieldError.of("title", ErrorCode.TOO_LONG, Map.of("max", 255)).message());
        assertEquals(
                "must be one of: group, direct",
                FieldError.choice("kind", List.of("group", "direct")).message());
        assertEquals(
                "not found: 7, 9",
                FieldError.of("participants", ErrorCode.UNKNOWN_REFERENCE, Map.of("ids", List.of(7L, 9L)))
                        .message());
        assertEquals(
                "must be true or false",
                FieldError.type("muted", JsonType.BOOLEAN).message());
        assertEquals(
                "must be * or entity tags such as \"3\"",
                FieldError.format("If-Match", ValueFormat.ENTITY_TAGS).message());
    }

    @Test
    void oneIsSingular() {
        assertEquals(
                "must be at least 1 character",
                FieldError.of("content", ErrorCode.TOO_SHORT, Map.of("min", 1)).message());
        assertEquals(
                "must have at most 1 item",
                FieldError.of("ids", ErrorCode.TOO_MANY_ITEMS, Map.of("max", 1)).message());
        assertEquals(
                "must be at least 21 characters",
                FieldError.of("content", ErrorCode.TOO_SHORT, Map.of("min", 21)).message());
    }

    @Test
    void parametersMustBeThoseOfTheCode() {
        assertThrows(IllegalArgumentException.class, () -> FieldError.of("title", ErrorCode.TOO_LONG));
        assertThrows(
                IllegalArgumentException.class, () -> FieldError.of("title", ErrorCode.REQUIRED, Map.of("max", 255)));
        assertThrows(
                IllegalArgumentException.class, () -> FieldError.of("title", ErrorCode.TOO_LONG, Map.of("min", 255)));
    }

    @Test
    void noTwoCodesHaveTheSameWording() {
        var templates = new HashSet<String>();
        for (var code : ErrorCode.values()) {
            assertTrue(PARAMETERS.containsAll(code.parameters()), code + ": FieldError has no such parameter");
            // "too_large" and "too_long" differ by more than a value.
            assertTrue(templates.add(code.template()), code + " has the wording of another code");
            assertFalse(code.template().matches(".*[.!]$|[A-Z].*"), code + " follows the name of a field");
            assertEquals(code, ErrorCode.find(code.toString()).orElseThrow());
        }
    }

    @Test
    void problemTypesAreComplete() {
        var titles = new HashSet<String>();
        for (var type : ProblemType.values()) {
            assertTrue(type.id().matches("[a-z]+(-[a-z]+)*"), type.id());
            assertEquals("/problems/" + type.id(), type.toString());
            assertTrue(titles.add(type.title()), type + " has the title of another type");
            assertTrue(type.title().matches("[A-Z][^.]+"), type.title());
            assertTrue(type.meaning().matches("[A-Z][^.]+\\."), type.meaning());
            assertTrue(type.remedy().matches("[A-Z].+\\."), type.remedy());
            assertTrue(type.status().getStatusCode() >= 400, type + " is not an error");
            assertEquals(type, ProblemType.find(type.id()).orElseThrow());
        }
    }

    @Test
    void everyStatusHasAType() {
        for (int status = 400; status < 600; status++) {
            var type = ProblemType.ofStatus(status);
            assertEquals(status / 100, type.status().getStatusCode() / 100, "status " + status);
        }
        for (var status : List.of(400, 401, 403, 404, 405, 406, 412, 413, 415, 429, 500, 503)) {
            assertEquals(status, ProblemType.ofStatus(status).status().getStatusCode());
        }
        assertEquals(
                3,
                Arrays.stream(ProblemType.values())
                        .filter(type -> type.code().isPresent())
                        .count());
    }
}
