package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.RawHttp;
import messaging.it.Sql;
import messaging.problem.ErrorCode;
import messaging.problem.JsonType;
import messaging.problem.ProblemType;
import messaging.problem.ValueFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Types of problems and codes of field errors: on the wire, on their pages and in the OpenAPI document (S-ERR-1). */
class ProblemTypesIT {
    /** Types that need a failure of the server, a stage of its own or hundreds of requests; other tests cause them. */
    private static final Set<ProblemType> ELSEWHERE = Set.of(
            ProblemType.INCOMPLETE_BODY,
            ProblemType.REQUEST_FAILED,
            ProblemType.CROSS_SITE_REQUEST,
            ProblemType.DIRECTORY_DISABLED,
            ProblemType.ACCOUNT_DELETED,
            ProblemType.LAST_ADMINISTRATOR,
            ProblemType.EXTERNAL_ACCOUNT,
            ProblemType.TOO_MANY_REACTIONS,
            ProblemType.TOO_MANY_ATTEMPTS,
            ProblemType.TOO_MANY_CONNECTIONS,
            ProblemType.CONNECTION_LIMIT_REACHED,
            ProblemType.INTERNAL_ERROR,
            ProblemType.SERVER_BUSY,
            ProblemType.ISSUER_UNAVAILABLE);

    private static final Pattern LANGUAGE = Pattern.compile(
            "\\b(nobody|somebody|whoever|anew|is no [a-z]|takes|tells|shall|user name|e-mail)\\b",
            Pattern.CASE_INSENSITIVE);

    @Test // S-ERR-1, S-ERR-2
    void everyProblemHasItsTypeAndNativeWording() {
        Map<ProblemType, Supplier<ApiResponse>> causes = causes();
        Set<ProblemType> all = new TreeSet<>(causes.keySet());
        all.addAll(ELSEWHERE);
        assertEquals(new TreeSet<>(Arrays.asList(ProblemType.values())), all, "types that no test causes");
        causes.forEach((type, cause) -> {
            ApiResponse answer = cause.get().expectProblem(type.status().getStatusCode());
            assertEquals(type.toString(), answer.get("type").textValue(), answer::toString);
            assertEquals(type.title(), answer.get("title").textValue());
            assertFalse(LANGUAGE.matcher(answer.text()).find(), answer::toString);
            assertTrue(answer.get("detail").textValue().matches("[A-Z].*\\."), answer::toString);
        });
    }

    private static Map<ProblemType, Supplier<ApiResponse>> causes() {
        Account ama = Account.register();
        Account kofi = Account.register();
        Account stranger = Account.register();
        Account administrator = Account.createAdministrator();
        String group = ama.createConversation("Problems", kofi);
        String message = ama.sendMessage(group, "Hello");
        String direct = "conversations/"
                + ama.post("conversations/", object("kind", "direct", "participants", List.of(kofi.id())))
                        .id()
                + "/";
        Map<ProblemType, Supplier<ApiResponse>> causes = new LinkedHashMap<>();
        causes.put(ProblemType.INVALID_INPUT, () -> ama.post(group + "messages/", object("content", 5)));
        causes.put(ProblemType.MALFORMED_JSON, () -> ama.post(group + "messages/", "{\"content\": oops}"));
        causes.put(
                ProblemType.JSON_LIMIT_EXCEEDED,
                () -> ama.post(group + "messages/", "{\"x\":" + "[".repeat(40) + "]".repeat(40) + "}"));
        causes.put(
                ProblemType.MALFORMED_GZIP,
                () -> ama.request("POST", group + "messages/")
                        .json("{}")
                        .header("Content-Encoding", "gzip")
                        .send());
        causes.put(
                ProblemType.UNSUPPORTED_CONTENT_ENCODING,
                () -> ama.request("POST", group + "messages/")
                        .json("{}")
                        .header("Content-Encoding", "br")
                        .send());
        causes.put(
                ProblemType.MALFORMED_REQUEST,
                () -> ama.request("GET", "users/me/")
                        .header("Accept", "text/plain;q=x")
                        .send());
        causes.put(
                ProblemType.UNKNOWN_HOST,
                () -> RawHttp.send(
                                "127.0.0.1",
                                "GET /api/v1/users/me/ HTTP/1.1",
                                "Host: evil.example",
                                "Connection: close")
                        .orElseThrow());
        causes.put(
                ProblemType.INVALID_RESET_CODE,
                () -> ApiRequest.api("POST", "users/password-reset/confirm/")
                        .json(object("code", "x", "password", "correct horse"))
                        .send());
        causes.put(
                ProblemType.NOT_AUTHENTICATED,
                () -> ApiRequest.api("GET", "users/me/").send());
        causes.put(
                ProblemType.TOKEN_NOT_VALID,
                () -> ApiRequest.api("GET", "users/me/").bearer("x.y.z").send());
        causes.put(
                ProblemType.INVALID_CREDENTIALS,
                () -> ApiRequest.api("POST", "token/")
                        .json(object("username", Account.uniqueUsername(), "password", "wrong horse"))
                        .send());
        causes.put(ProblemType.PERMISSION_DENIED, () -> ama.get("users/"));
        causes.put(ProblemType.DIRECT_CONVERSATION_FIXED, () -> ama.patch(direct, object("title", "Us")));
        causes.put(ProblemType.OWNER_REQUIRED, () -> kofi.delete(group));
        causes.put(ProblemType.CONVERSATION_ADMIN_REQUIRED, () -> kofi.patch(group, object("title", "Mine")));
        causes.put(ProblemType.REMOVAL_NOT_ALLOWED, () -> {
            String administered = ama.createConversation("Administered", kofi);
            ama.patch(administered + "participants/" + kofi.id() + "/", object("role", "admin"))
                    .expect(200);
            return kofi.delete(administered + "participants/" + ama.id() + "/");
        });
        causes.put(ProblemType.NOT_SENDER, () -> kofi.patch(message, object("content", "Changed")));
        causes.put(ProblemType.DELETION_NOT_ALLOWED, () -> kofi.delete(message));
        causes.put(ProblemType.NOT_FOUND, () -> ama.get("nothing/"));
        causes.put(ProblemType.CONVERSATION_NOT_FOUND, () -> stranger.get(group));
        causes.put(ProblemType.MESSAGE_NOT_FOUND, () -> ama.get(group + "messages/9999999999/"));
        causes.put(ProblemType.PARTICIPANT_NOT_FOUND, () -> ama.delete(group + "participants/9999999999/"));
        causes.put(ProblemType.USER_NOT_FOUND, () -> administrator.get("admin/users/9999999999/"));
        causes.put(ProblemType.SESSION_NOT_FOUND, () -> ama.delete("users/me/sessions/9999999999/"));
        causes.put(
                ProblemType.METHOD_NOT_ALLOWED,
                () -> ama.request("POST", "users/me/").json("{}").send());
        causes.put(
                ProblemType.NOT_ACCEPTABLE,
                () -> ama.request("GET", "users/me/")
                        .header("Accept", "text/html")
                        .send());
        causes.put(
                ProblemType.OWN_ACCOUNT,
                () -> administrator.patch("admin/users/" + administrator.id() + "/", object("is_active", false)));
        causes.put(ProblemType.OWNERSHIP_TRANSFER_REQUIRED, () -> ama.delete(group + "participants/" + ama.id() + "/"));
        causes.put(ProblemType.PARTICIPANT_DEACTIVATED, () -> {
            Account gone = Account.register();
            String abandoned = ama.createConversation("Abandoned", gone);
            Sql.run("UPDATE users SET is_active = FALSE WHERE id = ?", gone.id());
            return ama.patch(abandoned + "participants/" + gone.id() + "/", object("role", "owner"));
        });
        causes.put(ProblemType.CLIENT_ID_REUSED, () -> {
            ama.post(group + "messages/", object("content", "One", "client_id", "reused"))
                    .expect(201);
            return ama.post(group + "messages/", object("content", "Two", "client_id", "reused"));
        });
        causes.put(ProblemType.MESSAGE_DELETED, () -> {
            Map<String, Object> body = object("content", "One", "client_id", "deleted");
            ama.delete(group + "messages/" + ama.post(group + "messages/", body).id() + "/")
                    .expect(204);
            return ama.post(group + "messages/", body);
        });
        causes.put(ProblemType.CONVERSATION_GONE, () -> {
            Map<String, Object> body = object("title", "Gone", "client_id", "gone");
            ama.delete("conversations/" + ama.post("conversations/", body).id() + "/")
                    .expect(204);
            return ama.post("conversations/", body);
        });
        causes.put(
                ProblemType.REVISION_MISMATCH,
                () -> ama.request("PATCH", "users/me/")
                        .header("If-Match", "\"999\"")
                        .json(object("first_name", "Ama"))
                        .send());
        causes.put(
                ProblemType.BODY_TOO_LARGE,
                () -> ama.post(group + "messages/", object("content", "x".repeat(2_000_000))));
        causes.put(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                () -> ama.request("POST", group + "messages/")
                        .body("text/plain", "Hello")
                        .send());
        return causes;
    }

    @ParameterizedTest // S-ERR-1
    @EnumSource(ProblemType.class)
    void theTypeLeadsToAPageAboutIt(ProblemType type) {
        ApiResponse page =
                ApiRequest.to("GET", type.toString().substring(1)).send().expect(200);
        String text = page.text().replace("&quot;", "\"");
        for (String part : List.of(type.title(), type.meaning(), type.remedy(), type.toString())) {
            assertTrue(text.contains(part), part);
        }
        assertEquals(
                "text/html; charset=utf-8",
                page.header("Content-Type").orElse("").toLowerCase());
        String policy = page.header("Content-Security-Policy").orElse("");
        assertTrue(policy.startsWith("default-src 'none'; style-src 'self'; img-src 'self';"), policy);
        assertFalse(
                Pattern.compile(
                                "<script|\\sstyle=|\\son[a-z]+=|\\{(?:assets|type|title|status|meaning|remedy|codes|rows)}")
                        .matcher(page.text())
                        .find(),
                page::toString);
        ApiResponse head =
                ApiRequest.to("HEAD", type.toString().substring(1)).send().expect(200);
        assertEquals("", head.text());
        assertEquals(page.header("Content-Length"), head.header("Content-Length"));
    }

    @Test // S-ERR-1
    void allTypesAreListed() {
        for (String path : List.of("problems/", "problems")) {
            String list = ApiRequest.to("GET", path).send().expect(200).text();
            Set<String> linked = Pattern.compile("href=\"(/problems/[a-z-]+)\"")
                    .matcher(list)
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(words(ProblemType.values()), linked);
        }
    }

    @ParameterizedTest // S-ERR-1
    @ValueSource(
            strings = {
                "problems/nothing",
                "problems/INVALID-INPUT",
                "problems/invalid-input/",
                "problems/invalid_input",
                "problems/problem.html",
                "problem.html",
                "problems.html"
            })
    void anUnknownTypeIsNotFound(String path) {
        ApiRequest.to("GET", path).send().expectProblem(404);
        ApiRequest.to("HEAD", path).send().expect(404);
    }

    @Test // S-ERR-1
    void theDocumentEnumeratesTypesAndCodes() {
        JsonNode schemas = ApiRequest.to("GET", "openapi?format=json")
                .header("Accept", "application/json")
                .send()
                .expect(200)
                .json()
                .at("/components/schemas");
        assertEquals(words(ProblemType.values()), enumeration(schemas.path("ProblemType")));
        assertEquals(words(ErrorCode.values()), enumeration(schemas.path("ErrorCode")));
        assertEquals(words(JsonType.values()), enumeration(schemas.path("JsonType")));
        assertEquals(words(ValueFormat.values()), enumeration(schemas.path("ValueFormat")));
        JsonNode problem = schemas.path("Problem");
        JsonNode error = schemas.path("FieldError");
        assertEquals(
                "#/components/schemas/ProblemType",
                problem.at("/properties/type/$ref").asText());
        assertEquals(
                "#/components/schemas/ErrorCode",
                error.at("/properties/code/$ref").asText());
        assertEquals(
                Set.of("type", "title", "status", "detail", "instance", "request_id"), items(problem.path("required")));
        assertEquals(Set.of("field", "code", "message"), items(error.path("required")));
        assertEquals("int64", error.at("/properties/max/format").asText());
        assertEquals("array", error.at("/properties/allowed/type").asText());
        Set<String> parameters = new TreeSet<>(Set.of("field", "code", "message"));
        for (ErrorCode code : ErrorCode.values()) {
            parameters.addAll(code.parameters());
        }
        Set<String> properties = new TreeSet<>();
        error.path("properties").fieldNames().forEachRemaining(properties::add);
        assertEquals(parameters, properties);
    }

    @ParameterizedTest // S-ERR-2
    @ValueSource(strings = {"de", "fr-FR", "ja", "pt-BR, en;q=0.5", "xx"})
    void messagesDoNotFollowTheLanguageOfTheRequest(String language) {
        ApiResponse refused = ApiRequest.api("POST", "users/")
                .header("Accept-Language", language)
                .json(object("username", null, "email", "none", "password", "short"))
                .send()
                .expectProblem(400);
        assertEquals(
                List.of(
                        "password must be at least 8 characters",
                        "email must be a valid email address",
                        "username is required"),
                ApiResponse.items(refused.get("errors")).stream()
                        .map(error -> error.get("field").textValue() + " "
                                + error.get("message").textValue())
                        .sorted(java.util.Comparator.comparing((String text) -> text.length())
                                .reversed())
                        .toList());
    }

    private static Set<String> words(Object[] values) {
        return Stream.of(values).map(Object::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> enumeration(JsonNode schema) {
        return items(schema.path("enum"));
    }

    private static Set<String> items(JsonNode array) {
        return ApiResponse.items(array).stream()
                .map(JsonNode::textValue)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
