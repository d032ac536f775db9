package messaging.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import messaging.cluster.ClusterMessage;
import messaging.sync.ReadReceiptView;

/** Observes the changes that other replicas report, and passes them to the hub. */
@ApplicationScoped
class ClusterMessageListener {
    private Hub hub;
    private InboxDelivery inbox;
    private ConnectionMonitor monitor;

    /** For CDI's proxy. */
    protected ClusterMessageListener() {}

    @Inject
    ClusterMessageListener(Hub hub, InboxDelivery inbox, ConnectionMonitor monitor) {
        this.hub = hub;
        this.inbox = inbox;
        this.monitor = monitor;
    }

    void versionReached(@Observes ClusterMessage.VersionReached message) {
        hub.versionReached(message.conversation(), message.version(), message.version() == 1);
        message.inboxOwner().ifPresent(user -> inbox.inboxChanged(message.conversation(), user));
    }

    void participantAdded(@Observes ClusterMessage.ParticipantAdded message) {
        hub.versionReached(message.conversation(), 0, true);
    }

    void readReceiptAdvanced(@Observes ClusterMessage.ReadReceiptAdvanced message) {
        inbox.readReceiptAdvanced(new ReadReceiptView(
                message.conversation(), message.user(), message.firstSeq(), message.seq(), message.at()));
    }

    void inboxChanged(@Observes ClusterMessage.InboxChanged message) {
        inbox.inboxChanged(message.conversation(), message.user());
    }

    void sessionsRevoked(@Observes ClusterMessage.SessionsRevoked message) {
        monitor.recheckSessionsAsync();
    }
}
