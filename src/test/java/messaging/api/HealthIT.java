package messaging.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import messaging.it.Answer;
import messaging.it.Call;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Health for probes and people. */
@Tag("database")
class HealthIT {

    @Test // S-API-10
    void saysThatTheApplicationAndItsDatabaseWork() {
        Answer health = Call.api("GET", "health/").send().expect(200);
        assertEquals("UP", health.get("status").textValue());
        assertEquals("UP", health.get("database").textValue());
    }

    @Test // S-API-10
    void answersTheProbes() {
        for (String probe : List.of("health", "health/started", "health/live", "health/ready")) {
            assertEquals(
                    "UP", Call.to("GET", probe).send().expect(200).get("status").textValue(), probe);
        }
    }

    @Test // S-K8S-2
    void askForLivenessAloneDoesNotAskTheDatabase() {
        List<String> checks = Answer.items(
                        Call.to("GET", "health/live").send().expect(200).get("checks"))
                .stream()
                .map(check -> check.get("name").textValue())
                .toList();
        assertEquals(List.of("no deadlock"), checks);
    }
}
