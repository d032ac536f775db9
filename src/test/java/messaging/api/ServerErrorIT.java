package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import messaging.it.Account;
import messaging.it.ApiResponse;
import messaging.it.ServerLog;
import messaging.it.Sql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The response and the log for a failure of the server: here, a table is missing for a moment. */
@Tag("database")
class ServerErrorIT {

    private final Account ama = Account.register();
    private final String messages = ama.createConversation("Broken") + "messages/";

    @BeforeEach
    void breakTheDatabase() {
        Sql.run("RENAME TABLE messages TO messages_gone");
    }

    @AfterEach
    void mendTheDatabase() {
        Sql.run("RENAME TABLE messages_gone TO messages");
        ama.post(messages, object("content", "Hello")).expect(201);
    }

    @Test // S-API-12
    void theIdInTheAnswerIsFoundInTheLogAndNothingElseGetsOut() {
        ServerLog log = new ServerLog();
        List<ApiResponse> answers =
                new ArrayList<>(List.of(ama.post(messages, object("content", "Hello")), ama.get(messages + "1/")));
        answers.add(ama.request("POST", messages)
                .header("X-Request-Id", "id-of-the-client")
                .json(object("content", "Hello"))
                .send());
        for (ApiResponse answer : answers) {
            answer.expectProblem(500);
            String id = answer.get("request_id").textValue();
            assertTrue(log.errors().stream().anyMatch(line -> line.contains(id)), () -> id + " in " + log.text());
        }
        assertTrue(log.text().contains("messages"), "the log says why");
    }
}
