package messaging.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import messaging.sync.ChangeService;
import messaging.sync.SyncService;
import messaging.sync.SyncToken;
import messaging.sync.SyncView;

/**
 * Sends a new connection the changes that its client missed, in steps: the next step starts when the client has received the
 * one before, so that the connection's queue never overflows. Changes in the meantime are noted by the connection, and sent
 * last.
 */
@ApplicationScoped
class CatchUp {
    private static final int MAX_CONVERSATIONS_PER_PAGE = 20;
    // Well below the limit of a connection's queue.
    private static final int MAX_FRAMES_PER_STEP = 64;

    private SyncService sync;
    private ChangeService changes;
    private LiveExecutor executor;

    /** For CDI's proxy. */
    protected CatchUp() {}

    @Inject
    CatchUp(SyncService sync, ChangeService changes, LiveExecutor executor) {
        this.sync = sync;
        this.changes = changes;
        this.executor = executor;
    }

    /**
     * Starts to catch up.
     *
     * @param connection whose user is subscribed to their conversations
     * @param resume what the client has received before
     * @param now time of the database before the subscription
     */
    void start(Connection connection, ResumePoint resume, SyncToken now) {
        if (resume.token().isPresent()) {
            var token = resume.token().get();
            sendSince(connection, token, token, now);
        } else if (resume.versions().isPresent()) {
            sendBeyond(connection, new HashMap<>(resume.versions().get()), now);
        } else {
            goLive(connection, now);
        }
    }

    private void sendSince(Connection connection, SyncToken next, SyncToken resume, SyncToken now) {
        var page = sync.changesSince(connection.user(), next, MAX_CONVERSATIONS_PER_PAGE);
        send(
                connection,
                steps(page, resume),
                page.more()
                        ? () -> sendSince(connection, SyncToken.parse("position", page.position()), resume, now)
                        : () -> goLive(connection, now));
    }

    private void sendBeyond(Connection connection, Map<Long, Long> versions, SyncToken now) {
        var page = sync.changesBeyond(connection.user(), versions, MAX_CONVERSATIONS_PER_PAGE);
        page.conversations()
                .forEach(view -> versions.put(view.conversation(), view.to() == null ? view.version() : view.to()));
        send(
                connection,
                steps(page, SyncToken.START),
                page.more() ? () -> sendBeyond(connection, versions, now) : () -> goLive(connection, now));
    }

    // Each conversation is a separate step, since its changes can fill the queue alone.
    private static Iterator<List<OutboundFrame>> steps(SyncView page, SyncToken resume) {
        var reads = batches(page.reads(), read -> OutboundFrame.of(ServerFrames.Read.TYPE, ServerFrames.Read.of(read)));
        var inbox =
                batches(page.inbox(), entry -> OutboundFrame.of(ServerFrames.Inbox.TYPE, ServerFrames.Inbox.of(entry)));
        var changes = page.conversations().stream()
                .map(view -> List.of(ConversationSubscription.frame(view, Optional.of(resume))));
        return Stream.concat(changes, Stream.concat(reads, inbox)).iterator();
    }

    private static <T> Stream<List<OutboundFrame>> batches(List<T> items, Function<T, OutboundFrame> frame) {
        return IntStream.iterate(0, from -> from < items.size(), from -> from + MAX_FRAMES_PER_STEP)
                .mapToObj(from -> items.subList(from, Math.min(from + MAX_FRAMES_PER_STEP, items.size())).stream()
                        .map(frame)
                        .toList());
    }

    private void send(Connection connection, Iterator<List<OutboundFrame>> steps, Runnable then) {
        if (!connection.isOpen()) {
            return;
        }
        if (steps.hasNext()) {
            steps.next().forEach(connection::send);
        }
        Runnable next = steps.hasNext() ? () -> send(connection, steps, then) : then;
        connection.runWhenIdle(() -> executor.run(next, () -> connection.end(DisconnectReason.FAILED)));
    }

    private void goLive(Connection connection, SyncToken now) {
        if (!connection.isOpen()) {
            return;
        }
        var missed = connection.takeMissed();
        if (missed.isEmpty()) {
            connection.send(OutboundFrame.at(
                    now,
                    ServerFrames.CaughtUp.TYPE,
                    new ServerFrames.CaughtUp(ServerFrames.CaughtUp.TYPE, now.toString())));
            return;
        }
        var steps = missed.entrySet().stream()
                .flatMap(entry -> changes.changes(connection.user(), entry.getKey(), entry.getValue()).stream())
                .map(view -> List.of(ConversationSubscription.frame(view, Optional.empty())));
        send(connection, steps.iterator(), () -> goLive(connection, now));
    }
}
