package messaging.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.StreamSupport;
import messaging.it.TestStage;
import messaging.it.Tools;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The documented commands, as they stand but for the address. */
@Tag("database")
class CommandsIT {

    private static final String SIGN_IN = """
            TOKEN=$(curl -X POST http://localhost:8000/api/v1/token/ -H "Content-Type: application/json" \\
              -d '{"username":"kwame","password":"testpass123"}' | jq -r '.access')
            """;
    private static final String LIST =
            "curl -H \"Authorization: Bearer $TOKEN\" http://localhost:8000/api/v1/conversations/\n";
    private static final String SEND = """
            curl -X POST http://localhost:8000/api/v1/conversations/1/messages/ -H "Authorization: Bearer $TOKEN" \\
              -H "Content-Type: application/json" -d '{"content": "Hello, this is a test message!"}'
            """;

    @Test // S-API-14, S-RUN-4
    void listConversations() throws Exception {
        JsonNode list = run(SIGN_IN + LIST);
        JsonNode first = StreamSupport.stream(list.get("results").spliterator(), false)
                .filter(conversation -> conversation.get("id").intValue() == 1)
                .findFirst()
                .orElseThrow();
        assertEquals(2, first.get("participants").size());
    }

    @Test // S-API-14, S-RUN-4
    void sendAMessage() throws Exception {
        JsonNode message = run(SIGN_IN + SEND);
        assertEquals("Hello, this is a test message!", message.get("content").textValue());
        assertEquals(1, message.get("conversation").intValue());
        assertEquals("Kwame", message.get("sender_details").get("first_name").textValue());
        assertTrue(message.get("id").canConvertToLong());
    }

    private static JsonNode run(String commands) throws IOException, InterruptedException {
        Tools.require("curl");
        Tools.require("jq");
        Process shell = new ProcessBuilder(
                        Tools.require("bash").toString(),
                        "-c",
                        commands.replace("http://localhost:8000/", TestStage.url()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, shell.waitFor(), output);
        return new ObjectMapper().readTree(output);
    }
}
