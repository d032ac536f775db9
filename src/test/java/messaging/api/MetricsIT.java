package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.RawHttp;
import messaging.it.TestStage;
import org.junit.jupiter.api.Test;

class MetricsIT { // S-RUN-6

    private static final String SENT = "messaging_messages_sent_total";
    private static final String REQUESTS = "http_server_request_duration_seconds_count";

    // S-API-4
    @Test
    void areThereWithoutATokenAndForAnyHost() {
        ApiResponse answer = metrics();
        assertEquals(
                "text/plain; version=0.0.4; charset=utf-8",
                answer.header("Content-Type").orElse("none"));
        assertTrue(answer.text().contains("\ndb_pool_connections{state=\"idle\"} "), answer::text);
        assertTrue(answer.text().contains("\njvm_memory_used_bytes{area=\"heap\"} "));
    }

    @Test
    void countMessagesThatWereKept() {
        Account ama = Account.register();
        String conversation = ama.createConversation("Counted");
        double before = value(SENT);
        ama.sendMessage(conversation, "one");
        ama.post(conversation + "messages/", object("content", "")).expectProblem(400);
        assertTrue(value(SENT) >= before + 1);
    }

    @Test
    void countRequestsByRouteAndStatus() {
        Account ama = Account.register();
        ama.get("conversations/999999999/").expectProblem(404);
        assertTrue(value(REQUESTS + "{method=\"GET\",route=\"/api/v1/conversations/{id}/\",status=\"404\"}") >= 1);
    }

    // Labels from requests could fill the memory, and disclose to operators what users wrote.
    @Test
    void haveNoLabelThatAClientMadeUp() {
        Account ama = Account.register();
        ama.get("conversations/?search=verysecretwords").expect(200);
        for (String path : List.of("api/v1/madeup/path-1", "madeup-page", "api/v1/conversations/madeup/")) {
            ApiRequest.to("GET", TestStage.url() + path).bearer(ama.access()).send();
        }
        ApiRequest.to("MADEUP", TestStage.url() + "api/v1/users/").send();
        get("/api/v1/users/", "madeup.example.com").expectProblem(400);
        String text = metrics().text();
        assertFalse(text.toLowerCase(Locale.ROOT).contains("madeup"), text);
        assertFalse(text.contains("verysecretwords"));
        assertTrue(value(REQUESTS + "{method=\"other\",route=\"/api/v1/*\",status=\"405\"}") >= 1);
    }

    private static double value(String series) {
        return metrics()
                .text()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }

    private static ApiResponse metrics() {
        return get("/metrics", "10.1.2.3").expect(200);
    }

    private static ApiResponse get(String path, String host) {
        return RawHttp.send("127.0.0.1", "GET " + path + " HTTP/1.1", "Host: " + host, "Connection: close")
                .orElseThrow();
    }
}
