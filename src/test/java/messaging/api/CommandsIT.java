package messaging.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import messaging.it.TestStage;
import messaging.it.Tools;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs the commands of the README's section "Try it", with the address of the tests' server. */
@Tag("database")
class CommandsIT {

    private final List<String> commands = commands();

    @Test // S-API-14, S-RUN-4
    void listConversations() throws Exception {
        JsonNode list = run(commands.get(0) + commands.get(1));
        JsonNode first = StreamSupport.stream(list.get("results").spliterator(), false)
                .filter(conversation -> conversation.get("id").intValue() == 1)
                .findFirst()
                .orElseThrow();
        assertEquals(2, first.get("participants").size());
    }

    @Test // S-API-14, S-RUN-4
    void sendAMessage() throws Exception {
        JsonNode message = run(commands.get(0) + commands.get(2));
        assertEquals("Hello, this is a test message!", message.get("content").textValue());
        assertEquals(1, message.get("conversation").intValue());
        assertEquals("Kwame", message.get("sender_details").get("first_name").textValue());
        assertTrue(message.get("id").canConvertToLong());
    }

    /** Returns the three commands: sign in, list the conversations, send a message. */
    private static List<String> commands() {
        String readme = read(Path.of(System.getProperty("basedir", "")).resolve("README.md"));
        Matcher block = Pattern.compile("\n## Try it\n.*?\n```sh\n(.*?)```", Pattern.DOTALL)
                .matcher(readme);
        assertTrue(block.find(), "README.md has no commands in \"## Try it\"");
        // A command ends where a line does not continue with a backslash.
        List<String> commands = List.of(block.group(1).split("(?<=[^\\\\]\n)"));
        assertEquals(3, commands.size(), commands.toString());
        return commands;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
