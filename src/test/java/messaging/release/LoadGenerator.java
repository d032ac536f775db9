package messaging.release;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import messaging.it.Eventually;

/** Clients that send and read constantly and retry nothing. */
final class LoadGenerator implements AutoCloseable {
    private static final int SENDERS = 2;
    private static final int READERS = 2;
    // Low enough to let another server start at the same time.
    private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();
    private static final Duration TIMEOUT = Duration.ofMinutes(4);

    private final String messages;
    private final String authorization;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(SENDERS + READERS);
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean done;

    /**
     * Starts them.
     *
     * @param messages address of the messages of a conversation
     * @param access token of a participant
     */
    LoadGenerator(String messages, String access) {
        this.messages = messages;
        authorization = "Bearer " + access;
        for (int i = 0; i < SENDERS; i++) {
            String name = "sender-" + i + "-";
            running.add(threads.submit(() -> {
                for (int n = 0; !done; n++) {
                    send(name + n);
                }
            }));
        }
        for (int i = 0; i < READERS; i++) {
            running.add(threads.submit(() -> {
                while (!done) {
                    answer(request().GET(), 200, "read");
                }
            }));
        }
    }

    /** Returns when so many more requests have been answered. */
    void awaitMore(int requests) {
        int goal = answered.get() + requests;
        Eventually.holds(requests + " more requests; failures: " + failures, () -> answered.get() >= goal);
    }

    /** Lets the clients finish their current requests. */
    void end() throws Exception {
        done = true;
        for (Future<?> client : running) {
            client.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Returns a description of each failure. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Returns the contents of the accepted messages. */
    List<String> accepted() {
        return List.copyOf(accepted);
    }

    int answered() {
        return answered.get();
    }

    private void send(String content) {
        if (answer(
                request().POST(BodyPublishers.ofString("{\"content\":\"" + content + "\"}")), 201, "send " + content)) {
            accepted.add(content);
        }
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create(messages))
                .timeout(TIMEOUT)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json");
    }

    private boolean answer(HttpRequest.Builder request, int expected, String what) {
        LockSupport.parkNanos(PAUSE_NANOS);
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            answered.incrementAndGet();
            if (response.statusCode() == expected) {
                return true;
            }
            failures.add(what + ": " + response.statusCode() + " " + response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failures.add(what + ": interrupted");
        } catch (Exception e) {
            failures.add(what + ": " + e);
        }
        return false;
    }

    @Override
    public void close() {
        done = true;
        threads.shutdownNow();
    }
}
