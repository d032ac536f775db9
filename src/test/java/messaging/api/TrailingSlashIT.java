package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import org.junit.jupiter.api.Test;

/** The path without its last slash answers like the path with it. */
class TrailingSlashIT {

    @Test // S-API-1
    void answersReadsAlike() {
        Account ama = Account.createAdministrator();
        String conversation = ama.createConversation("Slashes");
        String message = ama.sendMessage(conversation, "Hello");
        List<String> paths = List.of(
                "conversations/",
                conversation,
                conversation + "messages/",
                message,
                "users/",
                "users/me/",
                "users/me/sessions/",
                "health/");
        for (String path : paths) {
            ApiResponse with = ama.get(path).expect(200);
            ApiResponse without = ama.get(cut(path)).expect(200);
            // Links keep the path that was asked for.
            assertEquals(with.text().replace("/?", "?"), without.text(), path);
        }
        ama.get("users/directory?search=" + ama.username()).expect(200);
    }

    @Test // S-API-1
    void answersChangesAlikeWithoutARedirect() {
        String name = Account.uniqueUsername();
        ApiRequest.api("POST", "users").json(Account.registration(name)).send().expect(201);
        Map<String, Object> credentials = object("username", name, "password", Account.PASSWORD);
        ApiResponse pair =
                ApiRequest.api("POST", "token").json(credentials).send().expect(200);
        ApiRequest.api("POST", "token/refresh")
                .json(object("refresh", pair.get("refresh").textValue()))
                .send()
                .expect(200);

        Account ama = Account.signIn(name, Account.PASSWORD);
        ama.put("users/me", object("username", name, "email", Account.email(name)))
                .expect(200);
        ama.patch("users/me", object("first_name", "Ama")).expect(200);
        String conversation = "conversations/"
                + ama.post("conversations", object("title", "Slashes"))
                        .expect(201)
                        .id();
        ama.put(conversation, object("title", "One", "participants", List.of())).expect(200);
        ama.patch(conversation, object("title", "Two")).expect(200);
        String message = conversation + "/messages/"
                + ama.post(conversation + "/messages", object("content", "Hello"))
                        .expect(201)
                        .id();
        ama.put(message, object("content", "One")).expect(200);
        ama.patch(message, object("content", "Two")).expect(200);
        ama.delete(message).expect(204);
        ama.delete(conversation).expect(204);
        ama.delete("users/me/sessions").expect(204);
        ApiRequest.api("POST", "token/logout")
                .json(object("refresh", ama.refresh()))
                .send()
                .expect(204);
    }

    private static String cut(String path) {
        return path.substring(0, path.length() - 1);
    }
}
