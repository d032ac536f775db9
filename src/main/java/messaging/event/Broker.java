package messaging.event;

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
 * The topic on which servers tell each other. Jakarta Messaging is there only where a broker is configured, so nothing
 * else may name its classes, and this one is no bean.
 */
final class Broker {
    private static final String FACTORY = "jms/messaging";
    private static final String TOPIC = "messaging.events";
    // Who hears of a change later than this has found it in the database.
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private Broker() {}

    /** Sends what comes until the connection breaks. */
    static void send(BlockingQueue<String> outgoing, Runnable connected) throws NamingException, InterruptedException {
        try (var context = open()) {
            var topic = context.createTopic(TOPIC);
            var producer = context.createProducer()
                    .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                    .setTimeToLive(LIFE.toMillis());
            connected.run();
            while (!Thread.currentThread().isInterrupted()) {
                producer.send(topic, outgoing.take());
            }
        }
    }

    /** Receives until the connection breaks. */
    static void receive(Consumer<String> incoming, Runnable connected) throws NamingException, JMSException {
        try (var context = open();
                var consumer = context.createConsumer(context.createTopic(TOPIC))) {
            context.start();
            connected.run();
            while (!Thread.currentThread().isInterrupted()) {
                if (consumer.receive(PATIENCE.toMillis()) instanceof TextMessage message) {
                    incoming.accept(message.getText());
                }
            }
        }
    }

    private static JMSContext open() throws NamingException {
        return InitialContext.<ConnectionFactory>doLookup(FACTORY).createContext(JMSContext.AUTO_ACKNOWLEDGE);
    }
}
