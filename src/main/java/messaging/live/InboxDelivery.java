package messaging.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import messaging.message.MessageView;
import messaging.message.SenderState;
import messaging.sync.InboxView;
import messaging.sync.ReadReceiptView;
import messaging.sync.SyncService;
import messaging.sync.SyncToken;

/** Delivers read receipts to the participants of a conversation, and each user's own inbox state to their connections. */
@ApplicationScoped
class InboxDelivery {
    // Longer than a send takes from its commit to its delivery.
    private static final Duration INBOX_READ_PERIOD = Duration.ofSeconds(10);
    private static final int MAX_READERS = 100_000;

    private SyncService sync;
    private ConnectionRegistry connections;
    private Hub hub;
    private LiveExecutor executor;

    /** For CDI's proxy. */
    protected InboxDelivery() {}

    @Inject
    InboxDelivery(SyncService sync, ConnectionRegistry connections, Hub hub, LiveExecutor executor) {
        this.sync = sync;
        this.connections = connections;
        this.hub = hub;
        this.executor = executor;
    }

    private record Reader(long conversation, long user) {}

    // The receipts delivered recently, so that polling does not deliver them again.
    private final Cache<Reader, Long> receipts = Caffeine.newBuilder()
            .maximumSize(MAX_READERS)
            .expireAfterWrite(SyncToken.OVERLAP.multipliedBy(3))
            .build();
    // The readers whose inbox state is being read: the state known to a send may be older, and must not be delivered
    // after it.
    private final Cache<Reader, Boolean> inboxReads = Caffeine.newBuilder()
            .maximumSize(MAX_READERS)
            .expireAfterWrite(INBOX_READ_PERIOD)
            .build();

    /**
     * Delivers the inbox state of a user who has sent a message to their own connections. If another change has overtaken the
     * send, before or after, they receive the latest state from the database. The clients of the other participants derive the
     * sender's read receipt from the message.
     */
    void senderStateChanged(MessageView message, SenderState state) {
        var reader = new Reader(message.conversation(), message.sender());
        var isConnected = connections.isConnected(message.sender());
        if (isConnected || hub.isSubscribed(message.conversation())) {
            receipts.asMap().merge(reader, message.seq(), Math::max);
        }
        if (!isConnected) {
            return;
        }
        if (isLatest(reader, message.seq())) {
            sendInbox(message.sender(), InboxView.of(message.conversation(), state));
        }
        if (!isLatest(reader, message.seq())) {
            // Does not restart the period, which must end however often the user sends.
            inboxReads.asMap().putIfAbsent(reader, true);
            readAndSendInbox(message.conversation(), message.sender());
        }
    }

    private boolean isLatest(Reader reader, long seq) {
        var delivered = receipts.getIfPresent(reader);
        return inboxReads.getIfPresent(reader) == null && (delivered == null || delivered <= seq);
    }

    /** Delivers a read receipt to all participants, including the reader. */
    void readReceiptAdvanced(ReadReceiptView receipt) {
        if (hub.isSubscribed(receipt.conversation())) {
            receipts.put(new Reader(receipt.conversation(), receipt.user()), receipt.seq());
        }
        hub.send(receipt.conversation(), 0, OutboundFrame.of(ServerFrames.Read.TYPE, ServerFrames.Read.of(receipt)));
    }

    /** Returns whether a read receipt, or a later one of the same reader, has been delivered. */
    boolean isDelivered(ReadReceiptView receipt) {
        var delivered = receipts.getIfPresent(new Reader(receipt.conversation(), receipt.user()));
        return delivered != null && delivered >= receipt.seq();
    }

    /** Reads a user's own state of a conversation, which has changed, and delivers it to their connections. */
    void inboxChanged(long conversation, long user) {
        if (connections.isConnected(user)) {
            inboxReads.put(new Reader(conversation, user), true);
            readAndSendInbox(conversation, user);
        }
    }

    private void readAndSendInbox(long conversation, long user) {
        executor.run(() -> sync.inbox(conversation, user).ifPresent(inbox -> sendInbox(user, inbox)), () -> {});
    }

    private void sendInbox(long user, InboxView inbox) {
        connections.send(user, OutboundFrame.of(ServerFrames.Inbox.TYPE, ServerFrames.Inbox.of(inbox)));
    }
}
