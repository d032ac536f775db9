package messaging.security;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.Operations;
import messaging.it.Operations.Operation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Access control of every operation in {@code /openapi}: without a token, with an invalid one, and with those of a
 * non-participant, a member, the owner and an administrator. Fails for operations that are not in the table.
 */
class EndpointAccessIT { // S-API-4, S-API-7, S-AUTH-5

    /** The callers that an operation allows, and the response to others. */
    private enum Rule {
        /** All callers, with or without a token. */
        PUBLIC,
        /** Callers with the cookie; the token is ignored. */
        COOKIE,
        /** Signed-in users, for their own resources. */
        SIGNED_IN,
        /** Administrators of the site. */
        ADMINISTRATOR,
        /** Participants; others get 404. */
        PARTICIPANT,
        /** The owner; participants get 403, others 404. */
        OWNER,
        /** The user to whom the resource belongs; others get 404. */
        OWN
    }

    private static final Map<String, Rule> TABLE = table();
    private static final Set<Integer> REJECTED = Set.of(401, 403, 404);

    private static Account owner;
    private static Account member;
    private static Account nonParticipant;
    private static Account administrator;

    private static Map<String, Rule> table() {
        Map<String, Rule> table = new LinkedHashMap<>();
        table.put("GET health/", Rule.PUBLIC);
        table.put("POST token/", Rule.PUBLIC);
        table.put("POST token/refresh/", Rule.PUBLIC);
        table.put("POST token/logout/", Rule.PUBLIC);
        table.put("POST token/cookie/", Rule.PUBLIC);
        table.put("POST token/cookie/refresh/", Rule.COOKIE);
        table.put("POST token/cookie/logout/", Rule.PUBLIC);
        table.put("GET token/sso/", Rule.PUBLIC);
        table.put("POST users/", Rule.PUBLIC);
        table.put("POST users/password-reset/", Rule.PUBLIC);
        table.put("POST users/password-reset/confirm/", Rule.PUBLIC);
        table.put("GET users/", Rule.ADMINISTRATOR);
        table.put("GET users/directory/", Rule.SIGNED_IN);
        table.put("GET users/me/", Rule.SIGNED_IN);
        table.put("PUT users/me/", Rule.SIGNED_IN);
        table.put("PATCH users/me/", Rule.SIGNED_IN);
        table.put("DELETE users/me/", Rule.SIGNED_IN);
        table.put("GET users/me/sessions/", Rule.SIGNED_IN);
        table.put("DELETE users/me/sessions/", Rule.SIGNED_IN);
        table.put("DELETE users/me/sessions/{id}/", Rule.OWN);
        table.put("GET admin/users/", Rule.ADMINISTRATOR);
        table.put("GET admin/users/{id}/", Rule.ADMINISTRATOR);
        table.put("PATCH admin/users/{id}/", Rule.ADMINISTRATOR);
        table.put("DELETE admin/users/{id}/sessions/", Rule.ADMINISTRATOR);
        table.put("POST admin/users/{id}/password-reset/", Rule.ADMINISTRATOR);
        table.put("GET events/", Rule.SIGNED_IN);
        table.put("GET sync/", Rule.SIGNED_IN);
        table.put("POST sync/", Rule.SIGNED_IN);
        table.put("POST conversations/{conversation_id}/typing/", Rule.PARTICIPANT);
        table.put("GET conversations/{conversation_id}/presence/", Rule.PARTICIPANT);
        table.put("GET admin/conversations/", Rule.ADMINISTRATOR);
        table.put("GET admin/conversations/{id}/", Rule.ADMINISTRATOR);
        table.put("DELETE admin/conversations/{id}/", Rule.ADMINISTRATOR);
        table.put("PUT admin/conversations/{id}/owner/", Rule.ADMINISTRATOR);
        table.put("GET admin/conversations/{conversation_id}/messages/", Rule.ADMINISTRATOR);
        table.put("DELETE admin/conversations/{conversation_id}/messages/{id}/", Rule.ADMINISTRATOR);
        table.put("GET admin/audit/", Rule.ADMINISTRATOR);
        table.put("GET admin/counts/", Rule.ADMINISTRATOR);
        table.put("GET conversations/", Rule.SIGNED_IN);
        table.put("POST conversations/", Rule.SIGNED_IN);
        table.put("GET conversations/{id}/", Rule.PARTICIPANT);
        table.put("POST conversations/{id}/read/", Rule.PARTICIPANT);
        table.put("POST conversations/{id}/unread/", Rule.PARTICIPANT);
        table.put("GET conversations/{id}/preferences/", Rule.PARTICIPANT);
        table.put("PATCH conversations/{id}/preferences/", Rule.PARTICIPANT);
        table.put("GET conversations/{id}/receipts/", Rule.PARTICIPANT);
        table.put("GET conversations/{conversation_id}/participants/", Rule.PARTICIPANT);
        table.put("POST conversations/{conversation_id}/participants/", Rule.OWNER);
        table.put("GET conversations/{conversation_id}/participants/{user_id}/", Rule.PARTICIPANT);
        table.put("PATCH conversations/{conversation_id}/participants/{user_id}/", Rule.OWNER);
        table.put("DELETE conversations/{conversation_id}/participants/{user_id}/", Rule.OWNER);
        table.put("PUT conversations/{id}/", Rule.OWNER);
        table.put("PATCH conversations/{id}/", Rule.OWNER);
        table.put("DELETE conversations/{id}/", Rule.OWNER);
        table.put("GET conversations/{conversation_id}/messages/", Rule.PARTICIPANT);
        table.put("POST conversations/{conversation_id}/messages/", Rule.PARTICIPANT);
        table.put("GET conversations/{conversation_id}/messages/{id}/", Rule.PARTICIPANT);
        table.put("PUT conversations/{conversation_id}/messages/{id}/", Rule.OWNER);
        table.put("PATCH conversations/{conversation_id}/messages/{id}/", Rule.OWNER);
        table.put("DELETE conversations/{conversation_id}/messages/{id}/", Rule.OWNER);
        table.put("GET conversations/{conversation_id}/messages/{id}/history/", Rule.PARTICIPANT);
        table.put("GET conversations/{conversation_id}/messages/{message_id}/reactions/", Rule.PARTICIPANT);
        table.put("POST conversations/{conversation_id}/messages/{message_id}/reactions/", Rule.PARTICIPANT);
        table.put("DELETE conversations/{conversation_id}/messages/{message_id}/reactions/", Rule.PARTICIPANT);
        table.put("PUT conversations/{conversation_id}/messages/{message_id}/reactions/{emoji}/", Rule.PARTICIPANT);
        table.put("DELETE conversations/{conversation_id}/messages/{message_id}/reactions/{emoji}/", Rule.PARTICIPANT);
        table.put("GET mentions/", Rule.SIGNED_IN);
        return table;
    }

    @BeforeAll
    static void register() {
        owner = Account.register();
        member = Account.register();
        nonParticipant = Account.register();
        administrator = Account.createAdministrator();
    }

    @Test
    void tableContainsEveryOperation() {
        Set<String> documented = new TreeSet<>();
        Operations.all().forEach(operation -> documented.add(operation.toString()));
        assertEquals(documented, new TreeSet<>(TABLE.keySet()));
    }

    @TestFactory
    Stream<DynamicTest> everyOperationAllowsTheDocumentedCallersOnly() {
        return Operations.all().stream()
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> check(operation)));
    }

    private static void check(Operation operation) {
        Rule rule = TABLE.get(operation.toString());
        Target target = Target.make();
        ApiResponse none = target.request(operation).send();
        ApiResponse garbage = target.request(operation).bearer("garbage").send();
        ApiResponse refresh = target.request(operation).bearer(owner.refresh()).send();
        if (rule == Rule.PUBLIC) {
            Set<Integer> statuses = new HashSet<>(List.of(none.status(), garbage.status(), refresh.status()));
            assertEquals(1, statuses.size(), () -> operation + " minds the token: " + statuses);
            assertFalse(none.status() >= 500, none::toString);
            assertFalse(
                    none.header("WWW-Authenticate").isPresent()
                            && !operation.path().startsWith("token/"),
                    none::toString);
            return;
        }
        for (ApiResponse answer : List.of(none, garbage, refresh)) {
            answer.expectProblem(401);
            assertTrue(answer.header("WWW-Authenticate").orElse("").startsWith("Bearer "), answer::toString);
        }
        switch (rule) {
            case COOKIE -> as(nonParticipant, target, operation).expectProblem(401);
            case SIGNED_IN -> {
                // Separate accounts, because some operations end sessions.
                assertAllowed(as(Account.register(), target, operation));
                assertAllowed(as(Account.createAdministrator(), target, operation));
            }
            case ADMINISTRATOR -> {
                List.of(nonParticipant, member, owner)
                        .forEach(account -> as(account, target, operation).expectProblem(403));
                assertAllowed(as(administrator, target, operation));
            }
            case OWN -> {
                List.of(nonParticipant, member, administrator)
                        .forEach(account -> as(account, target, operation).expectProblem(404));
                assertAllowed(as(owner, target, operation));
            }
            case PARTICIPANT -> {
                nonParticipantGetsNotFound(target, operation);
                assertAllowed(as(member, target, operation));
                assertAllowed(as(owner, target, operation));
            }
            default -> {
                nonParticipantGetsNotFound(target, operation);
                as(member, target, operation).expectProblem(403);
                assertAllowed(as(owner, target, operation));
            }
        }
    }

    /** Includes administrators of the site, who have separate, audited operations. */
    private static void nonParticipantGetsNotFound(Target target, Operation operation) {
        ApiResponse hidden = as(nonParticipant, target, operation).expectProblem(404);
        as(administrator, target, operation).expectProblem(404);
        ApiResponse missing = new Target(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE)
                .request(operation)
                .bearer(nonParticipant.access())
                .send()
                .expectProblem(404);
        assertEquals(missing.get("title"), hidden.get("title"));
        assertEquals(
                missing.get("detail").textValue().replaceAll("[0-9]+", "N"),
                hidden.get("detail").textValue().replaceAll("[0-9]+", "N"));
    }

    private static void assertAllowed(ApiResponse answer) {
        assertFalse(REJECTED.contains(answer.status()) || answer.status() >= 500, answer::toString);
    }

    private static ApiResponse as(Account account, Target target, Operation operation) {
        return target.request(operation).bearer(account.access()).send();
    }

    /** New for every operation, because the last allowed caller may delete it. */
    private record Target(long conversation, long message, long session) {

        static Target make() {
            String conversation = owner.createConversation("Secret plans", member);
            String message = owner.sendMessage(conversation, "Don't tell anyone");
            Account elsewhere = owner.signInAgain();
            long session = elsewhere.get("users/me/sessions/").results().stream()
                    .filter(found -> found.get("current").booleanValue())
                    .findFirst()
                    .orElseThrow()
                    .get("id")
                    .longValue();
            return new Target(id(conversation), id(message), session);
        }

        private static long id(String path) {
            String[] steps = path.split("/");
            return Long.parseLong(steps[steps.length - 1]);
        }

        ApiRequest request(Operation operation) {
            // Operations of administrators end the sessions of the affected user.
            String victim = operation.path().startsWith("admin/users/{")
                    ? Long.toString(Account.register().id())
                    : Long.toString(owner.id());
            String path = operation.at(collection -> switch (collection) {
                case "conversations" -> Long.toString(conversation);
                case "messages" -> Long.toString(message);
                case "reactions" -> "%F0%9F%91%8D";
                case "sessions" -> Long.toString(session);
                default -> victim;
            });
            String query = operation.queryParameters().contains("emoji") ? "?emoji=%F0%9F%91%8D" : "";
            ApiRequest call = ApiRequest.api(operation.method(), path + query);
            return operation.hasBody() ? call.json(body(operation)) : call;
        }

        private static Object body(Operation operation) {
            if (operation.path().endsWith("messages/{id}/") || operation.path().endsWith("messages/")) {
                return object("content", "Changed");
            }
            if (operation.path().endsWith("read/")) {
                return object("seq", 1);
            }
            if (operation.path().endsWith("reactions/")) {
                return object("emoji", "👍");
            }
            if (operation.path().endsWith("participants/")) {
                return object("user", owner.id());
            }
            return operation.path().startsWith("conversations/{")
                    ? object("title", "Changed", "participants", List.of())
                    : object();
        }
    }
}
