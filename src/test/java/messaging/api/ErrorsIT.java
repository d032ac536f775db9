package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of error with its proper status, in one shape. What every operation has in common is HostileInputIT's. */
class ErrorsIT {

    private static Account ama;
    private static String messages;

    @BeforeAll
    static void createConversation() {
        ama = Account.register();
        messages = ama.createConversation("Errors") + "messages/";
    }

    @Test // S-API-12
    void aProblemHasTheMembersOfTheStandard() {
        ApiResponse answer = ama.get("conversations/9999999999/").expectProblem(404);
        assertEquals(
                Set.of("type", "title", "status", "detail", "instance", "request_id"),
                new TreeSet<>(answer.json().properties().stream()
                        .map(Map.Entry::getKey)
                        .toList()));
        assertEquals("/problems/conversation-not-found", answer.get("type").textValue());
        assertEquals("Conversation not found", answer.get("title").textValue());
        assertEquals("/api/v1/conversations/9999999999/", answer.get("instance").textValue());
    }

    @Test // S-ERR-1
    void parametersStandBesideTheCode() {
        JsonNode error = ama.patch(messages.replace("messages/", ""), object("title", "x".repeat(256)))
                .expectProblem(400)
                .get("errors")
                .get(0);
        assertEquals(
                "{\"field\":\"title\",\"code\":\"too_long\",\"max\":255,\"message\":\"must be at most 255 characters\"}",
                error.toString());
    }

    @Test // S-ERR-1
    void eachFaultHasItsCode() {
        Map<String, String> codes = new TreeMap<>();
        ApiRequest.api("POST", "users/")
                .json("{\"username\": \"a b\", \"email\": \"none\", \"first_name\": [], \"last_name\": \""
                        + "x".repeat(151) + "\"}")
                .send()
                .expectProblem(400)
                .get("errors")
                .forEach(error -> codes.put(
                        error.get("field").textValue(), error.get("code").textValue()));
        assertEquals(
                Map.of(
                        "username",
                        "invalid_format",
                        "email",
                        "invalid_format",
                        "password",
                        "required",
                        "first_name",
                        "invalid_type",
                        "last_name",
                        "too_long"),
                codes);
    }

    @ParameterizedTest // S-ERR-1, S-ERR-2
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST  | messages/     | {}                              | content required | is required",
                "POST  | messages/     | {\"content\": \"\"}               | content blank | must contain a visible character",
                "POST  | messages/     | {\"content\": \"a\", \"reply_to\": 0} | reply_to too_small min=1 | must be at least 1",
                "POST  | messages/     | {\"content\": \"a\", \"reply_to\": 9223372036854775807} | reply_to not_in_conversation"
                        + " | must be a message in this conversation",
                "POST  | messages/     | {\"content\": \"a\", \"reply_to\": 9223372036854775808} | reply_to too_large"
                        + " max=9223372036854775807 | must be at most 9223372036854775807",
                "PATCH | ''            | {\"history\": \"some\"}           | history invalid_choice allowed=[\"all\",\"joined\"]"
                        + " | must be one of: all, joined",
                "PATCH | ''            | {\"participants\": [null]}       | participants[0] null_not_allowed | must not be null",
                "PATCH | ''            | {\"participants\": null}         | participants null_not_allowed | must not be null",
                "PATCH | ''            | {\"participants\": [-1]}         | participants[0] too_small min=1 | must be at least 1",
                "PATCH | ''            | {\"participants\": [8999999999999999999]} | participants unknown_reference"
                        + " ids=[8999999999999999999] | not found: 8999999999999999999",
                "POST  | read/         | {\"seq\": 99}                    | seq too_large max=0 | must be at most 0",
                "GET   | messages/?limit=x          | ''                | limit invalid_type expected=\"integer\" | must be an integer",
                "GET   | messages/?before=x         | ''                | before invalid_format format=\"message_cursor\""
                        + " | must be a seq such as 120, or an id such as id:42",
                "GET   | messages/?before=1&after=1 | ''                | after not_allowed_with other=\"before\""
                        + " | cannot be combined with before",
            })
    void codesHaveTheirParameters(String method, String path, String body, String fault, String message) {
        ApiRequest call = ama.request(method, ama.createConversation("Codes") + path.replace("''", ""));
        if (!method.equals("GET")) {
            call.json(body);
        }
        JsonNode error = call.send().expectProblem(400).get("errors").get(0);
        StringBuilder found = new StringBuilder(
                error.get("field").textValue() + " " + error.get("code").textValue());
        error.properties().stream()
                .filter(member -> !Set.of("field", "code", "message").contains(member.getKey()))
                .forEach(member -> found.append(" " + member.getKey() + "=" + member.getValue()));
        assertEquals(fault, found.toString());
        assertEquals(message, error.get("message").textValue());
    }

    @Test // S-ERR-1
    void clientsOfSimpleJwtFindTheirCode() {
        ApiResponse bad =
                ApiRequest.api("GET", "users/me/").bearer("x.y.z").send().expectProblem(401);
        assertEquals("token_not_valid", bad.get("code").textValue());
        assertEquals("/problems/token-not-valid", bad.get("type").textValue());
        ApiResponse missing = ApiRequest.api("GET", "users/me/").send().expectProblem(401);
        assertEquals("not_authenticated", missing.get("code").textValue());
        ApiResponse wrong = ApiRequest.api("POST", "token/")
                .json(object("username", "nobody-at-all", "password", "wrong horse"))
                .send()
                .expectProblem(401);
        assertEquals("no_active_account", wrong.get("code").textValue());
        ApiResponse refresh = ApiRequest.api("POST", "token/refresh/")
                .json(object("refresh", "x.y.z"))
                .send()
                .expectProblem(401);
        assertEquals("token_not_valid", refresh.get("code").textValue());
    }

    @Test // S-API-12
    void anUnacceptableAcceptStillGetsProblemDetails() {
        ama.request("GET", "conversations/")
                .header("Accept", "text/html")
                .send()
                .expectProblem(406);
        ama.request("GET", "conversations/")
                .header("Accept", "application/*, text/html;q=0.5")
                .send()
                .expect(200);
        ama.request("GET", "conversations/9999999999/")
                .header("Accept", "application/json")
                .send()
                .expectProblem(404);
    }

    @Test // S-API-12
    void aTypeIsNamedNotConverted() {
        for (String content : List.of("5", "true", "{}", "[]", "[\"x\"]", "1.5")) {
            ApiResponse answer =
                    ama.post(messages, "{\"content\": " + content + "}").expectProblem(400);
            assertEquals(List.of("content"), answer.errorFields());
            assertEquals(
                    "must be a string",
                    answer.get("errors").get(0).get("message").textValue());
        }
    }

    @Test // S-API-12
    void faultsOfTypeAndOfRuleComeTogether() {
        ApiResponse answer = ApiRequest.api("POST", "users/")
                .json("{\"username\": 5, \"email\": \"none\", \"first_name\": [], \"last_name\": \"" + "x".repeat(151)
                        + "\"}")
                .send()
                .expectProblem(400);
        assertEquals(
                Set.of("username", "email", "password", "first_name", "last_name"),
                new TreeSet<>(answer.errorFields()));
    }

    @Test // S-API-12
    void malformedJsonIsPointedAtButNotQuoted() {
        ApiResponse answer =
                ama.post(messages, "{\"content\":\n \"secret\" oops}").expectProblem(400);
        assertTrue(answer.get("detail").textValue().contains("line 2"), answer::toString);
        assertTrue(!answer.text().contains("secret") && !answer.text().contains("oops"), answer::toString);
    }

    @Test // S-API-12
    void textThatCannotBeStoredIsRefusedByName() {
        for (String content : List.of("\\u0000", "a\\u0000b", "\\ud800", "\\udc00", "\\ud83d x", "\\udc18\\ud83d")) {
            assertEquals(
                    List.of("content"),
                    ama.post(messages, "{\"content\": \"" + content + "\"}")
                            .expectProblem(400)
                            .errorFields(),
                    content);
        }
    }

    @Test // S-API-12
    void anUnsupportedMethodNamesTheOthers() {
        ApiResponse answer = ama.request("POST", "users/me/").json("{}").send().expectProblem(405);
        Set<String> allowed = Set.of(answer.header("Allow").orElseThrow().split(", "));
        assertTrue(allowed.containsAll(Set.of("GET", "PUT", "PATCH")), allowed::toString);
    }

    @Test // S-API-12
    void aRequestIdComesBackUnlessItIsHarmful() {
        ApiResponse kept = ApiRequest.api("GET", "nothing/")
                .header("X-Request-Id", "from-my-client-1")
                .send()
                .expectProblem(404);
        assertEquals("from-my-client-1", kept.get("request_id").textValue());
        for (String harmful : List.of("x", "a b c d e f g h", "${jndi:ldap://x}", "x".repeat(65))) {
            ApiResponse replaced = ApiRequest.api("GET", "nothing/")
                    .header("X-Request-Id", harmful)
                    .send()
                    .expectProblem(404);
            assertTrue(replaced.get("request_id").textValue().matches("[0-9a-f-]{36}"), replaced::toString);
        }
    }

    @Test // S-API-12
    void unknownAndReadOnlyFieldsAreIgnored() {
        ama.post(messages, object("content", "Hello", "nope", object("deep", List.of(1)), "created_at", 5))
                .expect(201);
    }
}
