package messaging.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import messaging.it.Program;
import messaging.it.Tools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S-API-13: the document follows the rules that Redocly recommends. */
class OpenApiLintIT {
    private static final Path CONFIGURATION = Path.of("src", "test", "resources", "redocly.yaml");

    @TempDir
    Path folder;

    @Test // S-API-13
    void leavesNothingToComplainOf() throws JsonProcessingException {
        var redocly = Tools.require("redocly");
        var report = new ObjectMapper()
                .readTree(Program.run(
                        folder,
                        List.of(
                                redocly.toString(),
                                "lint",
                                OpenApiDocument.save(folder).toString(),
                                "--config=" + CONFIGURATION,
                                "--format=json",
                                // It would print a report cut short as if it were whole.
                                "--max-problems=1000")));
        // Warnings count as failures; the configuration names the rules that are off, with reasons.
        assertEquals(0, report.get("problems").size(), report::toPrettyString);
        assertEquals(0, report.at("/totals/errors").asInt(-1));
        assertEquals(0, report.at("/totals/warnings").asInt(-1));
    }
}
