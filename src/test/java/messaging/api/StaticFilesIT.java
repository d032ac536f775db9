package messaging.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.TestEnvironment;
import messaging.it.TestStage;
import org.junit.jupiter.api.Test;

class StaticFilesIT { // S-RUN-5

    @Test
    void servesTheSitesOwnFiles() throws IOException {
        String name = UUID.randomUUID() + ".css";
        Path file = Files.writeString(TestEnvironment.STATIC_FILES.resolve(name), "body { color: teal }");
        ApiResponse answer = get(name).send().expect(200);
        assertEquals("body { color: teal }", answer.text());
        assertEquals("text/css", answer.header("Content-Type").orElse("none").replaceFirst(";.*", ""));
        assertEquals("nosniff", answer.header("X-Content-Type-Options").orElse("none"));

        String changed = answer.header("Last-Modified").orElseThrow();
        get(name).header("If-Modified-Since", changed).send().expect(304);
        Files.delete(file);
        get(name).send().expectProblem(404);
    }

    @Test
    void servesNothingElse() {
        get("").send().expectProblem(404);
        get("%2e%2e/pom.xml").send().expectProblem();
        ApiRequest.to("POST", TestStage.url() + "static/x").send().expectProblem(405);
    }

    private static ApiRequest get(String path) {
        return ApiRequest.to("GET", TestStage.url() + "static/" + path);
    }
}
