package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import messaging.conversation.ConversationNotFound;
import messaging.idempotency.ClientId;
import messaging.problem.ErrorCode;
import messaging.problem.InvalidInput;
import messaging.revision.Versioned;
import messaging.user.PersonView;

/**
 * Executes requests to send messages in one transaction (ADR 0034, 0036): checks each request under the lock, numbers the
 * messages in the order of the requests, and writes all of them together.
 */
@ApplicationScoped
class SendTransaction {
    private final SendStatements statements;
    private final Mentions mentions;
    private final Event<MessageSent> sent;
    private final Clock clock;

    /** For CDI's proxy. */
    protected SendTransaction() {
        this(null, null, null, null);
    }

    @Inject
    SendTransaction(SendStatements statements, Mentions mentions, Event<MessageSent> sent, Clock clock) {
        this.statements = statements;
        this.mentions = mentions;
        this.sent = sent;
        this.clock = clock;
    }

    /** A message that is about to be inserted. */
    private record NewRow(Message message, PersonView sender, LockedSendTarget conversation) {}

    /** A client id within its scope. */
    private record Key(long conversation, long sender, ClientId id) {}

    /**
     * Executes the statements of requests in the caller's transaction.
     *
     * @return the outcomes in the order of the requests; empty for a request that must be executed alone, because a row that
     *     it needs is locked
     */
    List<Optional<SendBatch.Outcome>> run(List<SendRequest> requests) {
        var outcomes = new TreeMap<Integer, Optional<SendBatch.Outcome>>();
        var senders = statements.senders(requests);
        var positions = new ArrayList<Integer>();
        for (int position = 0; position < requests.size(); position++) {
            var sender = senders.get(position);
            if (sender == null) {
                outcomes.put(position, Optional.of(notFound(requests.get(position))));
            } else if (sender.isRepeated()) {
                outcomes.put(position, Optional.of(new SendBatch.Repeated()));
            } else {
                positions.add(position);
            }
        }
        var locked = statements.lock(requests, positions);
        var waits = SendStatements.waits(requests);
        var rows = new TreeMap<Integer, NewRow>();
        var used = new HashSet<Key>();
        for (var position : positions) {
            var request = requests.get(position);
            var found = Optional.ofNullable(locked.get(position));
            var rejection = rejection(request, found, used);
            if (rejection.isPresent()) {
                // A row that the lock skipped may exist.
                outcomes.put(position, waits ? rejection : Optional.empty());
            } else if (!waits && !found.get().hasEntry(request.sender())) {
                outcomes.put(position, Optional.empty());
            } else {
                rows.put(position, row(request, found.get().conversation(), senders.get(position)));
                key(request).ifPresent(used::add);
            }
        }
        insert(rows)
                .forEach((position, message) -> outcomes.put(position, Optional.of(new SendBatch.Accepted(message))));
        return List.copyOf(outcomes.values());
    }

    // Empty without a client id.
    private static Optional<Key> key(SendRequest request) {
        return request.body().id().map(id -> new Key(request.conversation(), request.sender(), id));
    }

    // Empty if the message can be sent.
    private static Optional<SendBatch.Outcome> rejection(
            SendRequest request, Optional<SendStatements.Locked> found, Set<Key> used) {
        if (found.isEmpty()) {
            return Optional.of(notFound(request));
        }
        var locked = found.get();
        if (locked.isRepeated() || key(request).filter(used::contains).isPresent()) {
            return Optional.of(new SendBatch.Repeated());
        }
        return request.body().repliesTo().isEmpty()
                        || locked.conversation().isVisible(locked.repliedSeq(), request.sender())
                ? Optional.empty()
                : Optional.of(new SendBatch.Rejected(new InvalidInput("reply_to", ErrorCode.NOT_IN_CONVERSATION)));
    }

    private NewRow row(SendRequest request, LockedSendTarget conversation, SendStatements.Sender sender) {
        var body = request.body();
        var stamp = conversation.next(request.sender(), clock.instant());
        var message = Message.send(request.conversation(), request.sender(), body.content(), stamp);
        body.id().ifPresent(id -> message.withIdempotencyKey(id, body.requestHash()));
        message.replyingTo(body.repliesTo());
        return new NewRow(message, sender.person(), conversation);
    }

    private Map<Integer, Versioned<MessageView>> insert(TreeMap<Integer, NewRow> rows) {
        if (rows.isEmpty()) {
            return Map.of();
        }
        var ids = statements
                .insert(rows.values().stream().map(NewRow::message).toList())
                .iterator();
        statements.update(
                rows.values().stream().map(NewRow::conversation).distinct().toList());
        var inserted = new HashMap<Integer, Versioned<MessageView>>();
        rows.forEach((position, row) -> inserted.put(position, inserted(row, ids.next())));
        return inserted;
    }

    private Versioned<MessageView> inserted(NewRow row, long id) {
        var conversation = row.conversation();
        var user = row.message().senderId();
        var named = mentions.add(
                row.message(),
                id,
                conversation.isDirect(),
                conversation.sender(user).role());
        var view = MessageView.ofNew(row.message(), id, row.sender(), named);
        sent.fire(new MessageSent(view, conversation.stateAt(user, view.seq())));
        return new Versioned<>(view, row.message().revision());
    }

    private static SendBatch.Outcome notFound(SendRequest request) {
        return new SendBatch.Rejected(new ConversationNotFound(request.conversation()));
    }
}
