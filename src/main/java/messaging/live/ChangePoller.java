package messaging.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import messaging.cluster.BrokerConnected;
import messaging.sync.ChangeService;
import messaging.sync.SyncToken;

/**
 * Polls the database for changes of which the hub was not notified, and advances the {@link DeliveryHorizon} once they have
 * been delivered.
 */
@ApplicationScoped
class ChangePoller {
    private static final int MAX_IDS_PER_STATEMENT = 500;

    // The versions that an earlier poll found and that had not been delivered yet, with the time of that poll.
    private Map<Long, Long> outstanding = Map.of();
    private Optional<Instant> outstandingSince = Optional.empty();

    private ChangeService service;
    private ConnectionRegistry connections;
    private Hub hub;
    private InboxDelivery inbox;
    private DeliveryHorizon horizon;
    private LiveExecutor executor;

    /** For CDI's proxy. */
    protected ChangePoller() {}

    @Inject
    ChangePoller(
            ChangeService service,
            ConnectionRegistry connections,
            Hub hub,
            InboxDelivery inbox,
            DeliveryHorizon horizon,
            LiveExecutor executor) {
        this.service = service;
        this.connections = connections;
        this.hub = hub;
        this.inbox = inbox;
        this.horizon = horizon;
        this.executor = executor;
    }

    /** Polls at once, for changes made while this replica was not notified by the others. */
    void brokerConnected(@Observes BrokerConnected event) {
        executor.run(this::poll, () -> {});
    }

    /** Finds recent changes and delivers those that have not been delivered. */
    synchronized void poll() {
        if (outstanding.entrySet().stream().allMatch(entry -> hub.isDelivered(entry.getKey(), entry.getValue()))) {
            outstandingSince.ifPresent(horizon::advanceTo);
            outstanding = Map.of();
        }
        var now = service.now();
        var since = horizon.token().map(SyncToken::since).orElse(now).minus(SyncToken.OVERLAP);
        var recent = service.recent(since);
        recent.joined().forEach((conversation, users) -> {
            if (users.stream()
                    .anyMatch(user -> connections.isConnected(user)
                            && !connections.conversations(user).contains(conversation))) {
                hub.versionReached(conversation, recent.versions().getOrDefault(conversation, 0L), true);
            }
        });
        recent.versions().forEach((conversation, version) -> hub.versionReached(conversation, version, false));
        pollReadReceipts(since);
        if (outstanding.isEmpty()) {
            outstandingSince = Optional.of(now);
            outstanding = recent.versions().entrySet().stream()
                    .filter(entry -> !hub.isDelivered(entry.getKey(), entry.getValue()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    }

    // Read receipts do not raise the version of their conversation.
    private void pollReadReceipts(Instant since) {
        var conversations = hub.subscribedConversations();
        for (int i = 0; i < conversations.size(); i += MAX_IDS_PER_STATEMENT) {
            var ids = conversations.subList(i, Math.min(i + MAX_IDS_PER_STATEMENT, conversations.size()));
            service.receiptsToDeliver(ids, since).stream()
                    .filter(receipt -> !inbox.isDelivered(receipt))
                    .forEach(inbox::readReceiptAdvanced);
        }
    }
}
