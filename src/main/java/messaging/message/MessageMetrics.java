package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import messaging.monitor.Metrics;

/** Counts what was sent, once it is committed. */
@ApplicationScoped
class MessageMetrics {
    @Inject
    private Metrics metrics;

    void count(@Observes(during = TransactionPhase.AFTER_SUCCESS) MessageSent sent) {
        metrics.messageSent();
    }
}
