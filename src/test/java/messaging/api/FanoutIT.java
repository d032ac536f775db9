package messaging.api;

import static messaging.it.ApiRequest.object;
import static messaging.it.ApiRequest.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.EventClient;
import messaging.it.Eventually;
import messaging.it.TestBroker;
import messaging.it.TestStage;
import messaging.launch.LibertyServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two replicas, a database and a broker are killed and restarted in turn: no message is lost or delivered twice. */
@Tag("database")
class FanoutIT { // S-PLUS-9

    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
    private static final int MESSAGES_PER_STEP = 10;

    private static final TestBroker BROKER = new TestBroker();
    private static LibertyServer east;
    private static LibertyServer west;

    private final Account ama = Account.register();
    private final Account kofi = Account.register();
    private final Account esi = Account.register();
    private final String conversation = ama.createConversation("Across servers", kofi, esi);

    @BeforeAll
    static void start() {
        BROKER.start();
        var settings =
                Map.of("BROKER", "on", "BROKER_HOST", "127.0.0.1", "BROKER_PORT", Integer.toString(BROKER.port()));
        east = TestStage.replica("east", settings);
        west = TestStage.replica("west", settings);
        east.awaitReady(START_TIMEOUT);
        west.awaitReady(START_TIMEOUT);
    }

    @AfterAll
    static void stop() {
        east.stop();
        west.stop();
        BROKER.close();
    }

    // Typing and presence are not stored in the database.
    @Test
    void typingAndPresenceReachOtherReplica() {
        try (var listening = EventClient.openEventStream(west.url(), kofi.access(), "")) {
            listening.await("caught_up");
            Eventually.holds(() -> {
                request(east, "POST", conversation + "typing/", ama).send().expect(204);
                return listening.frames().stream()
                        .anyMatch(frame -> frame.path("type").asText().equals("typing"));
            });
            try (var elsewhere = EventClient.openEventStream(east.url(), esi.access(), "")) {
                listening.await("presence");
                Eventually.holds(() -> request(west, "GET", conversation + "presence/", kofi)
                        .send()
                        .expect(200)
                        .text()
                        .contains(Long.toString(esi.id())));
                kofi.signInAgain().delete("users/me/sessions/").expect(204);
                assertEquals("signed_out", listening.await("end").get("reason").textValue());
                assertEquals(false, elsewhere.isOver());
            }
        }
    }

    @Test
    void everyMessageArrivesOnceDespiteFailures() throws Exception {
        var position = ama.get("sync/").expect(200).get("position").textValue();
        var readers = List.of(
                new Reader("ama on a socket in the east", east, ama, true, position),
                new Reader("kofi on events in the east", east, kofi, false, position),
                new Reader("kofi on a socket in the west", west, kofi, true, position),
                new Reader("esi on events in the west", west, esi, false, position));
        var senders = List.of(new Sender(ama, east, west), new Sender(kofi, west, east));
        var threads = new ArrayList<Thread>();
        readers.forEach(reader -> threads.add(new Thread(reader, reader.name)));
        senders.forEach(sender -> threads.add(new Thread(sender, "sender")));
        threads.forEach(Thread::start);
        try {
            Eventually.holds(() -> readers.stream().allMatch(reader -> reader.count() > MESSAGES_PER_STEP));
            BROKER.kill();
            awaitMoreMessages(readers);
            east.kill();
            awaitMoreMessages(readers.subList(2, 4));
            BROKER.start();
            awaitMoreMessages(readers.subList(2, 4));
            east.start();
            east.awaitReady(START_TIMEOUT);
            awaitMoreMessages(readers);
            west.kill();
            awaitMoreMessages(readers.subList(0, 2));
            west.start();
            west.awaitReady(START_TIMEOUT);
            awaitMoreMessages(readers);
        } finally {
            senders.forEach(sender -> sender.done.set(true));
        }
        var sent = LongStream.rangeClosed(
                        1, ama.get(conversation).expect(200).get("last_seq").longValue())
                .boxed()
                .toList();
        try {
            Eventually.holds(() -> {
                var last = ama.get(conversation).expect(200).get("last_seq").longValue();
                return senders.stream().allMatch(sender -> sender.ended)
                        && readers.stream().allMatch(reader -> reader.last() == last);
            });
        } finally {
            readers.forEach(reader -> reader.done.set(true));
        }
        var all = LongStream.rangeClosed(
                        1, ama.get(conversation).expect(200).get("last_seq").longValue())
                .boxed()
                .toList();
        assertTrue(all.size() >= sent.size());
        assertEquals(
                all.size(),
                senders.stream().mapToInt(sender -> sender.sent.get()).sum(),
                "sent");
        for (var reader : readers) {
            reader.check();
            assertEquals(all, reader.seqs(), reader.name);
        }
    }

    private static void awaitMoreMessages(List<Reader> readers) {
        var before = readers.stream().map(Reader::count).toList();
        Eventually.holds(() -> {
            for (int i = 0; i < before.size(); i++) {
                readers.get(i).check();
                if (readers.get(i).count() < before.get(i) + MESSAGES_PER_STEP) {
                    return false;
                }
            }
            return true;
        });
    }

    private static ApiRequest request(LibertyServer server, String method, String path, Account account) {
        return ApiRequest.to(method, server.url() + "api/v1/" + path).bearer(account.access());
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends messages one after the other, and retries each until a replica has accepted it. */
    private final class Sender implements Runnable {
        private final Account account;
        private final List<LibertyServer> servers;
        private final AtomicBoolean done = new AtomicBoolean();
        private final AtomicInteger sent = new AtomicInteger();
        private volatile boolean ended;

        private Sender(Account account, LibertyServer... servers) {
            this.account = account;
            this.servers = List.of(servers);
        }

        @Override
        public void run() {
            while (!done.get()) {
                var body = object(
                        "content", "Hello", "client_id", UUID.randomUUID().toString());
                for (int tried = 0; !isTaken(servers.get(tried % servers.size()), body); tried++) {
                    pause();
                }
                sent.incrementAndGet();
                pause();
                pause();
            }
            ended = true;
        }

        private boolean isTaken(LibertyServer server, Object body) {
            try {
                var status = request(server, "POST", conversation + "messages/", account)
                        .json(body)
                        .send()
                        .status();
                return status == 201 || status == 200;
            } catch (UncheckedIOException e) {
                return false;
            }
        }
    }

    /** Receives messages from one replica, reconnects when the connection ends, and reads what it has missed. */
    private static final class Reader implements Runnable {
        private final String name;
        private final LibertyServer server;
        private final Account account;
        private final boolean socket;
        private final AtomicBoolean done = new AtomicBoolean();
        private final List<Long> seqs = new ArrayList<>();
        private String position;
        private long have = 1;
        private Optional<String> fault = Optional.empty();

        private Reader(String name, LibertyServer server, Account account, boolean socket, String position) {
            this.name = name;
            this.server = server;
            this.account = account;
            this.socket = socket;
            this.position = position;
        }

        @Override
        public void run() {
            while (!done.get()) {
                try (var listening = listen()) {
                    var taken = 0;
                    while (!done.get()
                            && (!listening.isOver()
                                    || taken < listening.frames().size())) {
                        var frames = listening.frames();
                        frames.subList(taken, frames.size()).forEach(this::accept);
                        taken = frames.size();
                        pause();
                    }
                } catch (IllegalStateException | UncheckedIOException unreachable) {
                    pause();
                }
            }
        }

        private EventClient listen() {
            return socket
                    ? EventClient.openWebSocket(
                            server.url(),
                            "api/v1/ws",
                            Optional.empty(),
                            write(object("type", "auth", "token", account.access(), "since", position)))
                    : EventClient.openEventStream(server.url(), account.access(), position);
        }

        private synchronized void accept(JsonNode frame) {
            if (frame.path("type").asText().equals("changes") && frame.get("to").longValue() > have) {
                if (frame.get("from").longValue() > have) {
                    fault = Optional.of(name + " has " + have + " and gets " + frame);
                }
                for (var event : frame.get("events")) {
                    if (event.get("version").longValue() > have && event.has("message")) {
                        seqs.add(event.at("/message/seq").longValue());
                    }
                }
                have = frame.get("to").longValue();
            }
            if (frame.path("type").asText().equals("gap") && frame.get("to").longValue() > have) {
                catchUp(frame.get("catch_up").textValue());
                have = Math.max(have, frame.get("to").longValue());
            }
            position = frame.path("position").asText(position);
        }

        // Like a client: reads the list after the last known message.
        private void catchUp(String path) {
            var next = server.url() + path.substring(1) + "&limit=100";
            while (next != null) {
                var page = ApiRequest.to("GET", next)
                        .bearer(account.access())
                        .send()
                        .expect(200);
                for (var message : page.results()) {
                    if (message.get("seq").longValue() > last()) {
                        seqs.add(message.get("seq").longValue());
                        have = Math.max(have, message.get("version").longValue());
                    }
                }
                next = page.get("next").textValue();
            }
        }

        private synchronized int count() {
            return seqs.size();
        }

        private synchronized long last() {
            return seqs.isEmpty() ? 0 : seqs.get(seqs.size() - 1);
        }

        private synchronized List<Long> seqs() {
            return List.copyOf(seqs);
        }

        private synchronized void check() {
            assertEquals(Optional.empty(), fault);
        }
    }
}
