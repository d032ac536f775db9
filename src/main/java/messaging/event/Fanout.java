package messaging.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import messaging.json.Json;
import messaging.settings.Settings;

/**
 * Tells the other servers what happens here, and the hub what happens there (S-PLUS-9). It never delays what it tells of,
 * and what it loses the lookout finds in the database.
 */
@ApplicationScoped
class Fanout {
    private static final Logger LOG = Logger.getLogger(Fanout.class.getName());
    private static final int MOST = 10_000;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String server = UUID.randomUUID().toString();
    private final BlockingQueue<String> outgoing = new LinkedBlockingQueue<>(MOST);
    private final List<Thread> threads = new ArrayList<>();

    @Resource
    private ManagedThreadFactory factory;

    @Inject
    private Settings settings;

    @Inject
    private Hub hub;

    @Inject
    private Lookout lookout;

    @Inject
    private Presences presences;

    private volatile boolean stopped;

    /** What runs until the connection to the broker breaks. */
    private interface Session {
        void run(Runnable connected) throws Exception;
    }

    void start() {
        if (settings.live().broker()) {
            keep("messaging-sender", connected -> Broker.send(outgoing, connected), () -> {});
            keep("messaging-receiver", connected -> Broker.receive(this::take, connected), () -> {
                // What was told while nobody listened here.
                lookout.look();
                tell(Signal.of(Signal.WHO, 0, List.of()));
            });
        }
    }

    void stop() {
        stopped = true;
        threads.forEach(Thread::interrupt);
    }

    /** Tells the other servers, soon or never. */
    void tell(Signal signal) {
        if (!settings.live().broker()) {
            return;
        }
        try {
            if (!outgoing.offer(Json.MAPPER.writeValueAsString(signal.from(server)))) {
                // The broker is away: the oldest is worth least.
                outgoing.clear();
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A signal can't be written", e);
        }
    }

    private void take(String text) {
        try {
            var signal = Json.MAPPER
                    .readerFor(Signal.class)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .<Signal>readValue(text);
            if (!server.equals(signal.server())) {
                take(signal);
            }
        } catch (JsonProcessingException e) {
            LOG.log(Level.FINE, "Not understood", e);
        }
    }

    private void take(Signal signal) {
        switch (signal.kind()) {
            case Signal.REACHED -> reached(signal);
            case Signal.JOINED -> hub.reached(signal.conversation(), 0, true);
            case Signal.READ -> hub.hasRead(signal.read());
            case Signal.INBOX -> hub.keeps(signal.conversation(), signal.user());
            case Signal.TYPING -> hub.types(signal.conversation(), signal.user());
            case Signal.JUDGE -> hub.judgeSoon();
            case Signal.CAME -> presences.cameElsewhere(signal.server(), signal.user(), signal.ids());
            case Signal.LEFT -> presences.leftElsewhere(signal.server(), signal.user(), signal.ids());
            case Signal.PRESENT -> presences.presentElsewhere(signal.server(), signal.ids());
            case Signal.WHO -> presences.say();
            default -> LOG.log(Level.FINE, "Unknown: {0}", signal.kind());
        }
    }

    private void reached(Signal signal) {
        hub.reached(signal.conversation(), signal.version(), signal.version() == 1);
        if (signal.user() > 0) {
            hub.keeps(signal.conversation(), signal.user());
        }
    }

    private void keep(String name, Session session, Runnable whenConnected) {
        var thread = factory.newThread(() -> {
            var link = new Link(name, whenConnected);
            while (!stopped) {
                link.run(session);
            }
        });
        thread.setName(name);
        thread.start();
        threads.add(thread);
    }

    /** One direction of the traffic; says once in the log that it broke, and once that it is there again. */
    private final class Link {
        private final String name;
        private final Runnable whenConnected;
        private boolean broken;

        private Link(String name, Runnable whenConnected) {
            this.name = name;
            this.whenConnected = whenConnected;
        }

        private void run(Session session) {
            try {
                session.run(this::connected);
            } catch (InterruptedException e) {
                stopped = true;
            } catch (Exception e) {
                if (!stopped && !broken) {
                    broken = true;
                    LOG.log(Level.INFO, "{0}: no broker; changes are found in the database: {1}", new Object[] {
                        name, e.getMessage()
                    });
                }
                pause();
            }
        }

        private void connected() {
            LOG.log(Level.INFO, "{0}: connected with the broker", name);
            broken = false;
            whenConnected.run();
        }

        private void pause() {
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                stopped = true;
            }
        }
    }
}
