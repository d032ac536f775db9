package messaging.security;

import static messaging.it.ApiRequest.object;
import static messaging.security.TokenAssertions.assertAccepted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.TestEnvironment;
import messaging.it.TestStage;
import messaging.launch.LibertyServer;
import org.junit.jupiter.api.Test;

/**
 * A key rotation as an operator performs it, with a rolling restart after each step: add the new key, sign with it, remove
 * the old one. At each step, old and new servers respond to the same clients.
 */
class KeyRotationIT { // S-AUTH-3

    private static final int CLIENTS = 4;
    private static final int REQUESTS_PER_STEP = 60;
    private static final int REFRESH_EVERY = 5;

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile List<String> servers;
    private volatile boolean done;

    @Test
    void rotationSignsNoUserOutAndFailsNoRequest() throws Exception {
        String first = TestStage.url() + "api/v1/";
        String added = api(Replicas.second());
        String switched = api(Replicas.withTls());
        LibertyServer last = Replicas.withNextKeyOnly();
        String removed = api(last);
        Account idle = Account.register();

        servers = List.of(first);
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        List<RotatingClient> clients = new ArrayList<>();
        List<Future<?>> running = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                RotatingClient client = new RotatingClient(Account.register());
                clients.add(client);
                running.add(threads.submit(client));
            }
            for (List<String> step : List.of(
                    List.of(first),
                    List.of(first, added),
                    List.of(added),
                    List.of(added, switched),
                    List.of(switched),
                    List.of(switched, removed),
                    List.of(removed))) {
                if (step.contains(removed)) {
                    // An operator waits until all access tokens have expired; the test makes all clients refresh
                    // instead.
                    awaitTokensOfTheNextKey(clients);
                }
                servers = step;
                awaitRequests(REQUESTS_PER_STEP);
            }
            done = true;
            for (Future<?> client : running) {
                client.get(1, TimeUnit.MINUTES);
            }
        } finally {
            done = true;
            threads.shutdown();
        }
        assertEquals(List.of(), List.copyOf(failures));
        // An inactive user is still signed in, although the key of their tokens has been removed.
        assertEquals(
                401,
                ApiRequest.to("GET", removed + "users/me/")
                        .bearer(idle.access())
                        .send()
                        .status());
        ApiRequest.to("POST", removed + "token/refresh/")
                .json(object("refresh", idle.refresh()))
                .send()
                .expect(200);
        last.stop();
    }

    @Test // S-AUTH-1
    void allKeysArePublishedAndOneSigns() {
        ApiResponse keys = ApiRequest.to("GET", Replicas.second().url() + ".well-known/jwks.json")
                .send()
                .expect(200);
        TreeSet<String> published = new TreeSet<>();
        for (JsonNode key : keys.get("keys")) {
            published.add(key.get("kid").textValue());
            assertEquals("RS256", key.get("alg").textValue());
            assertEquals("sig", key.get("use").textValue());
        }
        assertEquals(
                new TreeSet<>(List.of(TestEnvironment.signingKey().getKeyID(), Replicas.NEXT_KEY.getKeyID())),
                published);
        assertTrue(ForgedToken.copyOf(Account.register().access())
                .headerJson()
                .contains(TestEnvironment.signingKey().getKeyID()));
    }

    @Test
    void tokenOfAnUnknownNextKeyIsRejected() {
        Account ama = Account.register();
        String early = ForgedToken.copyOf(ama.access())
                .header("kid", Replicas.NEXT_KEY.getKeyID())
                .signed(Replicas.NEXT_KEY);
        TokenAssertions.assertRejected(early);
        ApiRequest.to("GET", api(Replicas.second()) + "users/me/")
                .bearer(early)
                .send()
                .expect(200);
        assertAccepted(ama.access());
    }

    private static String api(LibertyServer server) {
        return server.url() + "api/v1/";
    }

    private void awaitRequests(int number) throws InterruptedException {
        int enough = requests.get() + number;
        while (requests.get() < enough && failures.isEmpty()) {
            Thread.sleep(20);
        }
    }

    private void awaitTokensOfTheNextKey(List<RotatingClient> clients) throws InterruptedException {
        while (failures.isEmpty()
                && !clients.stream().allMatch(client -> client.isSignedWith(Replicas.NEXT_KEY.getKeyID()))) {
            Thread.sleep(20);
        }
    }

    /** A client that reads its profile continuously and refreshes its tokens regularly. */
    private final class RotatingClient implements Runnable {

        private volatile String access;
        private String refresh;

        RotatingClient(Account account) {
            access = account.access();
            refresh = account.refresh();
        }

        boolean isSignedWith(String key) {
            return ForgedToken.copyOf(access).headerJson().contains(key);
        }

        @Override
        public void run() {
            for (int i = 1; !done && failures.isEmpty(); i++) {
                List<String> present = servers;
                String server = present.get(i % present.size());
                try {
                    if (i % REFRESH_EVERY == 0) {
                        refresh(server);
                    } else {
                        expect(ApiRequest.to("GET", server + "users/me/")
                                .bearer(access)
                                .send());
                    }
                } catch (UncheckedIOException e) {
                    failures.add(server + ": " + e);
                }
                requests.incrementAndGet();
            }
        }

        private void refresh(String server) {
            ApiResponse pair = ApiRequest.to("POST", server + "token/refresh/")
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .json(object("refresh", refresh))
                    .send();
            expect(pair);
            if (pair.status() == 200) {
                refresh = pair.get("refresh").textValue();
                access = pair.get("access").textValue();
            }
        }

        private void expect(ApiResponse answer) {
            if (answer.status() != 200) {
                failures.add(answer.toString());
            }
        }
    }
}
