package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import messaging.monitor.Metrics;

/** Counts sent messages, after the commit. */
@ApplicationScoped
class MessageMetrics {
    private final Metrics metrics;

    /** For CDI's proxy. */
    protected MessageMetrics() {
        this(null);
    }

    @Inject
    MessageMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    void count(@Observes(during = TransactionPhase.AFTER_SUCCESS) MessageSent sent) {
        metrics.messageSent();
    }
}
