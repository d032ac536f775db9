package messaging.cluster;

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
import messaging.monitor.BackgroundTask;
import messaging.monitor.BackgroundTasks;
import messaging.settings.Settings;

/**
 * Notifies the other replicas of changes on this one, and fires their notifications as CDI events (S-PLUS-9). Sending
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

    private Settings settings;
    private Event<ClusterMessage> received;
    private Event<BrokerConnected> connected;
    private BackgroundTask sending;
    private BackgroundTask receiving;
    private volatile boolean stopped;

    /** Runs until the connection to the broker breaks. */
    private interface BrokerSession {
        void run(Runnable connected) throws Exception;
    }

    /** For CDI's proxy. */
    protected ClusterBroadcaster() {}

    @Inject
    ClusterBroadcaster(
            Settings settings,
            Event<ClusterMessage> received,
            Event<BrokerConnected> connected,
            BackgroundTasks tasks) {
        this.settings = settings;
        this.received = received;
        this.connected = connected;
        this.sending = tasks.named("broker_send");
        this.receiving = tasks.named("broker_receive");
    }

    /** Connects to the broker, if one is configured, and reconnects until {@link #stop}. */
    public void start() {
        if (settings.live().broker()) {
            keepConnected(sending, "sender", callback -> Broker.send(outgoing, callback), () -> {});
            keepConnected(
                    receiving,
                    "receiver",
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
        // An invalid message must not end the connection.
        receiving.run(() -> ClusterMessageCodec.decode(text)
                .filter(message -> !replica.equals(message.replica()))
                .ifPresent(received::fire));
    }

    private void keepConnected(BackgroundTask task, String direction, BrokerSession session, Runnable whenConnected) {
        var link = new BrokerLink(task, direction, session, whenConnected);
        var thread = factory.newThread(link::run);
        thread.setName("messaging-" + direction);
        thread.start();
        threads.add(thread);
    }

    /** One direction of the traffic. Reports when the connection breaks, and when it is restored. */
    private final class BrokerLink {
        private final BackgroundTask task;
        private final String direction;
        private final BrokerSession session;
        private final Runnable whenConnected;

        private BrokerLink(BackgroundTask task, String direction, BrokerSession session, Runnable whenConnected) {
            this.task = task;
            this.direction = direction;
            this.session = session;
            this.whenConnected = whenConnected;
        }

        private void run() {
            while (!stopped) {
                try {
                    session.run(this::connected);
                } catch (InterruptedException e) {
                    stopped = true;
                } catch (Exception e) {
                    reconnectLater(e);
                }
            }
        }

        private void connected() {
            LOG.log(Level.INFO, "Connected to the broker as a {0}", direction);
            task.reportSuccess();
            whenConnected.run();
        }

        private void reconnectLater(Exception cause) {
            if (stopped) {
                return;
            }
            task.reportFailure(cause);
            try {
                TimeUnit.MILLISECONDS.sleep(RECONNECT_DELAY.toMillis());
            } catch (InterruptedException e) {
                stopped = true;
            }
        }
    }
}
