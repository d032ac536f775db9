package messaging.api;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import messaging.api.OpenApiDocument.Operation;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** S-API-12, S-API-13: the server behaves as documented, for every operation and every common fault. */
class OpenApiAnswersIT {
    private static final String JSON = "application/json";
    /** The faults that need no particular state of the data. */
    private static final Set<String> PROVOKED = Set.of("401", "404", "406", "412", "413", "415");

    /** Well-formed everywhere, and full of things that are not there. */
    private static final String BODY =
            "{\"content\": \"Hello\", \"seq\": 1, \"participants\": [], \"user\": 1, \"username\": \"unknown\", \"password\": \"nothing\", \"refresh\": \"nothing\", \"emoji\": \"👍\"}";

    @Test // S-API-12, S-API-13
    void answersAsTheDocumentSays() {
        var document = OpenApiDocument.read();
        assertAll(document.operations().stream().filter(Operation::isApi).map(operation ->
                (Executable) () -> provoke(document, operation)));
    }

    private static void provoke(OpenApiDocument document, Operation operation) {
        var account =
                operation.path().startsWith("/api/v1/admin/") ? Account.createAdministrator() : Account.register();
        var conversation = account.createConversation("Provoked");
        var message = account.sendMessage(conversation, "Hello");
        var path = operation.path().substring(OpenApiDocument.API.length());
        var existing = path.replaceAll("conversations/\\{.*?}/messages/\\{.*?}/", message)
                .replaceAll("conversations/\\{.*?}/", conversation)
                .replace("admin/users/{id}/", "admin/users/" + account.id() + "/")
                .replace("{emoji}", "%F0%9F%91%8D");
        var missing = path.replaceAll("\\{.*?}", "9007199254740993")
                + (operation.accepts("query", "emoji") ? "?emoji=%F0%9F%91%8D" : "");
        var calls = new ArrayList<ApiRequest>();
        calls.add(ApiRequest.api(operation.method(), missing).header("Content-Type", JSON));
        calls.add(ApiRequest.api(operation.method(), missing).bearer("nonsense").header("Content-Type", JSON));
        calls.add(account.request(operation.method(), missing)
                .header("Content-Type", JSON)
                .header("Accept", "text/html"));
        calls.add(account.request(operation.method(), missing));
        if (operation.hasBody()) {
            calls.add(account.request(operation.method(), missing).body("text/plain", "{}"));
            calls.add(account.request(operation.method(), missing).json("{"));
            calls.add(account.request(operation.method(), missing).json("{}"));
            calls.add(account.request(operation.method(), missing).json(BODY));
            calls.add(account.request(operation.method(), missing).json(" ".repeat(2 << 20)));
        }
        if (operation.accepts("query", "limit")) {
            calls.add(account.request(operation.method(), existing + "?limit=x&search=x"));
        }
        if (operation.accepts("header", "If-Match")) {
            var body = "{\"content\": \"Other\", \"title\": \"Other\", \"participants\": [], \"username\": \""
                    + account.username() + "\", \"email\": \"" + account.email() + "\"}";
            calls.add(conditional(operation, account, existing, "\"999\"", body));
            calls.add(conditional(operation, account, existing, "nonsense", body));
        }
        var seen = new TreeSet<String>();
        for (var call : calls) {
            var answer = call.send();
            seen.add(Integer.toString(answer.status()));
            compare(document, operation, answer);
        }
        assertEquals(
                provokable(document, operation),
                seen.stream().filter(PROVOKED::contains).toList(),
                operation::toString);
    }

    private static ApiRequest conditional(Operation operation, Account account, String path, String tags, String body) {
        var call = account.request(operation.method(), path).header("If-Match", tags);
        return operation.hasBody() ? call.json(body) : call;
    }

    private static void compare(OpenApiDocument document, Operation operation, ApiResponse answer) {
        var status = Integer.toString(answer.status());
        var described = document.answer(operation, status);
        assertFalse(described.isMissingNode(), () -> operation + " is not said to answer " + answer);
        var type = answer.header("Content-Type").orElse("");
        assertEquals(
                described.path("content").isEmpty() ? Set.of("") : OpenApiDocument.names(described.path("content")),
                Set.of(type),
                () -> operation + " answers " + answer);
        OpenApiDocument.names(described.path("headers"))
                .forEach(header -> assertTrue(
                        answer.header(header).isPresent(), () -> operation + " without " + header + ": " + answer));
    }

    private static List<String> provokable(OpenApiDocument document, Operation operation) {
        return OpenApiDocument.names(operation.node().path("responses")).stream()
                .filter(PROVOKED::contains)
                // Elsewhere it is the account itself that is gone, or the directory that is switched off.
                .filter(status -> !status.equals("404") || operation.path().contains("{"))
                .toList();
    }
}
