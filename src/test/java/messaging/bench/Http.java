package messaging.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Sends single requests and fails with the response if it is not the expected one. */
final class Http {
    private Http() {}

    static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** Sends the first request of a target and returns the body. */
    static String check(HttpClient client, Target target) throws IOException, InterruptedException {
        return check(client, target, 0);
    }

    static String check(HttpClient client, Target target, long number) throws IOException, InterruptedException {
        var response = client.send(target.request(number), BodyHandlers.ofString());
        require(response, target);
        return response.body();
    }

    static void require(HttpResponse<String> response, Target target) {
        if (response.statusCode() != target.status()) {
            throw new IllegalStateException(text(response));
        }
    }

    /** Returns the response to the first request of a target, for a message about a failure. */
    static String describe(HttpClient client, Target target) throws InterruptedException {
        try {
            return text(client.send(target.request(0), BodyHandlers.ofString()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String text(HttpResponse<String> response) {
        return response.request().method() + " " + response.uri() + " responded with " + response.statusCode() + ": "
                + response.body();
    }
}
