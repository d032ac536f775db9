package messaging.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import messaging.settings.Settings;

/**
 * Notifies the other replicas of what happens on this one, and fires their notifications as CDI events (S-PLUS-9). Sending
 * never blocks the caller. A notification can be lost: the receiving replica then finds the change when it polls the
 * database.
 */
@ApplicationScoped
public class ClusterBroadcaster {
    private static final Logger LOG = Logger.getLogger(ClusterBroadcaster.class.getName());
    private static final int MAX_QUEUED_MESSAGES = 10_000;
    private static final Duration RECONNECT_DELAY = Duration.ofSeconds(1);

    private final String replica = UUID.randomUUID().toString();
    private final BlockingQueue<String> outgoing = new LinkedBlockingQueue<>(MAX_QUEUED_MESSAGES);
    private final List<Thread> threads = new ArrayList<>();

    @Resource
    private ManagedThreadFactory factory;

    @Inject
    private Settings settings;

    @Inject
    private Event<ClusterMessage> received;

    @Inject
    private Event<BrokerConnected> connected;

    private volatile boolean stopped;

    /** Runs until the connection to the broker breaks. */
    private interface BrokerSession {
        void run(Runnable connected) throws Exception;
    }

    /** Connects to the broker, if one is configured, and reconnects until {@link #stop}. */
    public void start() {
        if (settings.live().broker()) {
            keepConnected("messaging-sender", callback -> Broker.send(outgoing, callback), () -> {});
            keepConnected(
                    "messaging-receiver",
                    callback -> Broker.receive(this::receive, callback),
                    () -> connected.fire(new BrokerConnected()));
        }
    }

    /** Disconnects from the broker. */
    public void stop() {
        stopped = true;
        threads.forEach(Thread::interrupt);
    }

    /**
     * Sends a message to the other replicas, asynchronously and without a guarantee. Does nothing if no broker is configured.
     *
     * @param message creates the message from the ID of this replica
     */
    public void broadcast(Function<String, ClusterMessage> message) {
        if (!settings.live().broker()) {
            return;
        }
        if (!outgoing.offer(ClusterMessageCodec.encode(message.apply(replica)))) {
            // The broker is unavailable, and the oldest messages are the least useful ones.
            outgoing.clear();
        }
    }

    private void receive(String text) {
        try {
            ClusterMessageCodec.decode(text)
                    .filter(message -> !replica.equals(message.replica()))
                    .ifPresent(received::fire);
        } catch (JsonProcessingException e) {
            LOG.log(Level.WARNING, "Ignoring an invalid cluster message", e);
        }
    }

    private void keepConnected(String name, BrokerSession session, Runnable whenConnected) {
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

    /** One direction of the traffic. Logs when the connection breaks, and when it is restored. */
    private final class Link {
        private final String name;
        private final Runnable whenConnected;
        private boolean broken;

        private Link(String name, Runnable whenConnected) {
            this.name = name;
            this.whenConnected = whenConnected;
        }

        private void run(BrokerSession session) {
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
            LOG.log(Level.INFO, "{0}: connected to the broker", name);
            broken = false;
            whenConnected.run();
        }

        private void pause() {
            try {
                TimeUnit.MILLISECONDS.sleep(RECONNECT_DELAY.toMillis());
            } catch (InterruptedException e) {
                stopped = true;
            }
        }
    }
}
