package messaging.cluster;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The topic that connects the replicas. Jakarta Messaging is available only where a broker is configured, so no other class
 * may refer to its types, and this class is not a bean.
 */
final class Broker {
    private static final String FACTORY = "jms/messaging";
    private static final String TOPIC = "messaging.events";
    // A replica that receives a notification later than this has found the change in the database.
    private static final Duration TTL = Duration.ofSeconds(60);
    private static final Duration RECEIVE_TIMEOUT = Duration.ofSeconds(1);

    private Broker() {}

    /** Sends queued messages until the connection breaks. */
    static void send(BlockingQueue<String> outgoing, Runnable connected) throws NamingException, InterruptedException {
        try (var context = open()) {
            var topic = context.createTopic(TOPIC);
            var producer = context.createProducer()
                    .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                    .setTimeToLive(TTL.toMillis());
            connected.run();
            while (!Thread.currentThread().isInterrupted()) {
                producer.send(topic, outgoing.take());
            }
        }
    }

    /** Receives messages until the connection breaks. */
    static void receive(Consumer<String> incoming, Runnable connected) throws NamingException, JMSException {
        try (var context = open();
                var consumer = context.createConsumer(context.createTopic(TOPIC))) {
            context.start();
            connected.run();
            while (!Thread.currentThread().isInterrupted()) {
                if (consumer.receive(RECEIVE_TIMEOUT.toMillis()) instanceof TextMessage message) {
                    incoming.accept(message.getText());
                }
            }
        }
    }

    private static JMSContext open() throws NamingException {
        return InitialContext.<ConnectionFactory>doLookup(FACTORY).createContext(JMSContext.AUTO_ACKNOWLEDGE);
    }
}
