package messaging.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import messaging.problem.ErrorCode;
import messaging.problem.ProblemType;

/** A response of the server, with checks. */
public final class ApiResponse {

    // Not the application's mapper, which may hide what it accepts.
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Internals that no client may see: stack traces, class names, SQL. */
    private static final Pattern LEAK = Pattern.compile(
            "\\bat [a-z]+(?:\\.\\w+)+\\(|(?:java|jakarta|messaging|com|org|io)\\.[a-z]+\\.\\w|Exception"
                    + "|SELECT |INSERT |UPDATE |DELETE FROM|SQLSTATE|MariaDB|MySQL|Duplicate entry",
            Pattern.CASE_INSENSITIVE);

    private final int status;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final byte[] body;

    ApiResponse(int status, Map<String, List<String>> headers, byte[] body) {
        this.status = status;
        this.headers.putAll(headers);
        this.body = body.clone();
    }

    /** The HTTP status code. */
    public int status() {
        return status;
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(values -> values.get(0));
    }

    /** Returns the body as text; fails if it is not valid UTF-8. */
    public String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UncheckedIOException("The body is not valid UTF-8", e);
        }
    }

    /** The body as JSON. */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException("Not JSON: " + text(), e);
        }
    }

    /** Returns a member of the body, which is required. */
    public JsonNode get(String name) {
        JsonNode value = json().get(name);
        assertTrue(value != null, () -> "no " + name + " in " + this);
        return value;
    }

    /** The member {@code id} of the body. */
    public long id() {
        return get("id").longValue();
    }

    /** The revision at the start of the strong entity tag. */
    public long revision() {
        String tag = header("ETag").orElseThrow();
        assertTrue(tag.matches("\"\\d+-[\\w-]+\""), tag);
        return Long.parseLong(tag.substring(1, tag.indexOf('-')));
    }

    /** The items of a list's answer. */
    public List<JsonNode> results() {
        return items(get("results"));
    }

    /** The elements of a JSON array. */
    public static List<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /** Fails with the whole response unless it has this status. */
    public ApiResponse expect(int expected) {
        assertEquals(expected, status, this::toString);
        return this;
    }

    /** Fails unless this is a complete problem detail of this status that discloses no internals (S-API-12). */
    public ApiResponse expectProblem(int expected) {
        return expect(expected).expectProblem();
    }

    /** Fails unless this is a complete problem detail that discloses no internals (S-API-12). */
    public ApiResponse expectProblem() {
        assertEquals("application/problem+json", header("Content-Type").orElse("none"), this::toString);
        for (String member : List.of("type", "title", "detail", "instance", "request_id")) {
            assertTrue(get(member).isTextual(), () -> member + " in " + this);
        }
        assertEquals(status, get("status").intValue());
        hasKnownType();
        assertEquals(header("X-Request-Id").orElse("none"), get("request_id").textValue());
        return expectNoLeak();
    }

    // S-ERR-1: every test of an error also checks its type and the codes of its errors.
    private void hasKnownType() {
        String uri = get("type").textValue();
        assertTrue(uri.startsWith(ProblemType.PATH), this::toString);
        ProblemType type =
                ProblemType.find(uri.substring(ProblemType.PATH.length())).orElseThrow();
        assertEquals(type.title(), get("title").textValue());
        assertTrue(type.status().getStatusCode() == status || ProblemType.ofStatus(status) == type, this::toString);
        for (JsonNode error : items(json().path("errors"))) {
            assertTrue(
                    ErrorCode.find(error.path("code").asText()).isPresent()
                            && error.path("field").isTextual()
                            && error.path("message").isTextual(),
                    this::toString);
        }
    }

    /** Fails if the body contains part of a stack trace, SQL or a class name. */
    public ApiResponse expectNoLeak() {
        assertFalse(LEAK.matcher(text()).find(), this::toString);
        return this;
    }

    /** Returns the fields named by a problem about invalid input, in order. */
    public List<String> errorFields() {
        return items(get("errors")).stream()
                .map(error -> error.get("field").textValue())
                .toList();
    }

    @Override
    public String toString() {
        String text = new String(body, StandardCharsets.UTF_8);
        return status + " " + headers + "\n" + text.substring(0, Math.min(text.length(), 2_000));
    }
}
