package messaging.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import messaging.cluster.BrokerConnected;
import messaging.sync.SyncService;
import messaging.sync.SyncToken;

/**
 * Polls the database for changes of which the hub was not notified, and advances the {@link DeliveryHorizon} once they have
 * been delivered.
 */
@ApplicationScoped
class ChangePoller {
    private static final int MAX_IDS_PER_STATEMENT = 500;

    @Inject
    private SyncService sync;

    @Inject
    private ConnectionRegistry connections;

    @Inject
    private Hub hub;

    @Inject
    private InboxDelivery inbox;

    @Inject
    private DeliveryHorizon horizon;

    @Inject
    private LiveExecutor executor;

    // The versions that an earlier poll found and that had not been delivered yet, with the time of that poll.
    private Map<Long, Long> outstanding = Map.of();
    private Optional<Instant> outstandingSince = Optional.empty();

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
        var now = sync.now();
        var since = horizon.token().map(SyncToken::since).orElse(now).minus(SyncService.OVERLAP);
        var recent = sync.recent(since);
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
            sync.receiptsToDeliver(ids, since).stream()
                    .filter(receipt -> !inbox.isDelivered(receipt))
                    .forEach(inbox::readReceiptAdvanced);
        }
    }
}
