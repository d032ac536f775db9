package messaging.api;

import static messaging.it.ApiRequest.object;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.Operations.Operation;
import messaging.it.Sql;

/** A user who may call everything and has one of everything. */
final class Victim {

    private final Account account;
    private final Map<String, String> ids = new LinkedHashMap<>();

    Victim() {
        Account registered = Account.register();
        // Administrators meet the checks behind the one for rights too.
        Sql.run("UPDATE users SET is_admin = TRUE WHERE id = ?", registered.id());
        account = registered.signInAgain();
        String conversation = account.createConversation("Hostile");
        ids.put("conversations", conversation.replaceAll("\\D", ""));
        ids.put("messages", account.sendMessage(conversation, "Hello").replaceAll(".*messages/|/", ""));
        ids.put("users", Long.toString(account.id()));
    }

    /** A request for an operation on things that exist. */
    ApiRequest request(Operation operation) {
        return ApiRequest.api(operation.method(), path(operation)).bearer(account.access());
    }

    ApiRequest request(String method, String path) {
        return ApiRequest.api(method, path).bearer(account.access());
    }

    String access() {
        return account.access();
    }

    String path(Operation operation) {
        return operation.at(this::id);
    }

    String id(String collection) {
        return ids.getOrDefault(collection, Long.toString(Long.MAX_VALUE));
    }

    /** A good value of a field, as JSON. */
    String good(String field) {
        Map<String, Object> known = object(
                "username", Account.uniqueUsername(),
                "email", Account.email(Account.uniqueUsername()),
                "password", Account.PASSWORD,
                "current_password", Account.PASSWORD,
                "refresh", account.refresh(),
                "participants", List.of());
        Object value = known.getOrDefault(field, "x");
        return value instanceof String text ? '"' + text + '"' : "[]";
    }
}
