package messaging.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import messaging.auth.session.RightsInvalidated;
import messaging.cluster.ClusterBroadcaster;
import messaging.cluster.ClusterMessage;
import messaging.conversation.ConversationChanged;
import messaging.conversation.ParticipantJoined;
import messaging.inbox.InboxChanged;
import messaging.inbox.ReadReceiptAdvanced;
import messaging.message.MessageSent;
import messaging.sync.ReadReceiptView;

/**
 * Observes the changes that are committed on this replica, and passes them to the hub and to the other replicas. Each
 * observer runs on the thread that committed, so none reads the database.
 */
@ApplicationScoped
class LocalChangeListener {
    private Hub hub;
    private InboxDelivery inbox;
    private ConnectionMonitor monitor;
    private ClusterBroadcaster broadcaster;

    /** For CDI's proxy. */
    protected LocalChangeListener() {}

    @Inject
    LocalChangeListener(Hub hub, InboxDelivery inbox, ConnectionMonitor monitor, ClusterBroadcaster broadcaster) {
        this.hub = hub;
        this.inbox = inbox;
        this.monitor = monitor;
        this.broadcaster = broadcaster;
    }

    void conversationChanged(@Observes(during = TransactionPhase.AFTER_SUCCESS) ConversationChanged event) {
        var id = event.conversation().id();
        var version = event.conversation().version();
        hub.versionReached(id, version, version == 1);
        broadcaster.broadcast(replica -> new ClusterMessage.VersionReached(replica, id, version, null));
    }

    void messageSent(@Observes(during = TransactionPhase.AFTER_SUCCESS) MessageSent event) {
        var message = event.message();
        hub.messageSent(event);
        var inboxOwner = event.senderState().isPresent() ? message.sender() : null;
        broadcaster.broadcast(replica ->
                new ClusterMessage.VersionReached(replica, message.conversation(), message.version(), inboxOwner));
        event.senderState().ifPresent(state -> inbox.senderStateChanged(message, state));
    }

    void participantJoined(@Observes(during = TransactionPhase.AFTER_SUCCESS) ParticipantJoined event) {
        hub.versionReached(event.conversation(), 0, true);
        broadcaster.broadcast(replica -> new ClusterMessage.ParticipantAdded(replica, event.conversation()));
    }

    void readReceiptAdvanced(@Observes(during = TransactionPhase.AFTER_SUCCESS) ReadReceiptAdvanced event) {
        inbox.readReceiptAdvanced(
                new ReadReceiptView(event.conversation(), event.user(), event.firstSeq(), event.seq(), event.at()));
        broadcaster.broadcast(replica -> new ClusterMessage.ReadReceiptAdvanced(
                replica, event.conversation(), event.user(), event.firstSeq(), event.seq(), event.at()));
    }

    void inboxChanged(@Observes(during = TransactionPhase.AFTER_SUCCESS) InboxChanged event) {
        inbox.inboxChanged(event.conversation(), event.user());
        broadcaster.broadcast(replica -> new ClusterMessage.InboxChanged(replica, event.conversation(), event.user()));
    }

    void rightsInvalidated(@Observes(during = TransactionPhase.AFTER_SUCCESS) RightsInvalidated event) {
        monitor.recheckSessionsAsync();
        broadcaster.broadcast(ClusterMessage.SessionsRevoked::new);
    }
}
