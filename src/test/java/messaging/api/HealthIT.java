package messaging.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.RawHttp;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Health for probes and people. */
@Tag("database")
class HealthIT {

    @Test // S-API-10
    void saysThatTheApplicationAndItsDatabaseWork() {
        ApiResponse health = ApiRequest.api("GET", "health/").send().expect(200);
        assertEquals("UP", health.get("status").textValue());
        assertEquals("UP", health.get("database").textValue());
    }

    @Test // S-API-10
    void answersTheProbes() {
        for (String probe : List.of("health", "health/started", "health/live", "health/ready")) {
            assertEquals(
                    "UP",
                    ApiRequest.to("GET", probe).send().expect(200).get("status").textValue(),
                    probe);
        }
    }

    @Test // S-K8S-2
    void askForLivenessAloneDoesNotAskTheDatabase() {
        List<String> checks =
                ApiResponse.items(ApiRequest.to("GET", "health/live")
                                .send()
                                .expect(200)
                                .get("checks"))
                        .stream()
                        .map(check -> check.get("name").textValue())
                        .toList();
        assertEquals(List.of("no deadlock"), checks);
    }

    @ParameterizedTest // S-API-10, S-API-12
    @ValueSource(strings = {"health", "health/started", "health/live", "health/ready", "openapi", "openapi/ui/"})
    void onlyReads(String path) {
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "TRACE", "FOO", "PROPFIND")) {
            ApiResponse answer = RawHttp.send(
                            "127.0.0.1", method + " /" + path + " HTTP/1.1", "Host: localhost", "Connection: close")
                    .orElseThrow()
                    .expectProblem(405);
            assertEquals("GET, HEAD, OPTIONS", answer.header("Allow").orElse(""));
        }
        assertEquals(
                "GET, HEAD, OPTIONS",
                ApiRequest.to("OPTIONS", path)
                        .send()
                        .expect(204)
                        .header("Allow")
                        .orElse(""));
        ApiRequest.to("HEAD", path).send().expect(200);
        ApiRequest.to("GET", path).send().expect(200);
    }
}
