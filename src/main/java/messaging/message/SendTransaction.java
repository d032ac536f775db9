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
import messaging.message.MessageService.Revised;
import messaging.problem.ErrorCode;
import messaging.problem.InvalidInput;
import messaging.user.PersonView;

/**
 * What a transaction does that sends messages (ADR 0034, 0036): it checks each request under the lock, numbers the messages
 * in the order of the requests, and writes all of them together.
 */
@ApplicationScoped
class SendTransaction {
    @Inject
    private SendStatements statements;

    @Inject
    private Mentions mentions;

    @Inject
    private Event<MessageSent> sent;

    @Inject
    private Clock clock;

    /** A message that is about to be inserted. */
    private record NewRow(Message message, PersonView sender, LockedSendTarget conversation) {}

    /** A client id with what it is unique in. */
    private record Key(long conversation, long sender, ClientId id) {}

    /**
     * Executes the statements of requests in the caller's transaction.
     *
     * @return what became of each request, in their order; empty for one that must be executed alone, since something that it
     *     needs is locked
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
            var refusal = refusal(request, found, used);
            if (refusal.isPresent()) {
                // What the lock did not wait for may be there all the same.
                outcomes.put(position, waits ? refusal : Optional.empty());
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
    private static Optional<SendBatch.Outcome> refusal(
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
        if (body.id().isPresent()) {
            message.withIdempotencyKey(body.id(), body.hash());
        }
        message.replyingTo(body.repliesTo());
        return new NewRow(message, sender.person(), conversation);
    }

    private Map<Integer, Revised> insert(TreeMap<Integer, NewRow> rows) {
        if (rows.isEmpty()) {
            return Map.of();
        }
        var ids = statements
                .insert(rows.values().stream().map(NewRow::message).toList())
                .iterator();
        statements.update(
                rows.values().stream().map(NewRow::conversation).distinct().toList());
        var inserted = new HashMap<Integer, Revised>();
        rows.forEach((position, row) -> inserted.put(position, inserted(row, ids.next())));
        return inserted;
    }

    private Revised inserted(NewRow row, long id) {
        var conversation = row.conversation();
        var user = row.message().senderId();
        var named = mentions.add(
                row.message(),
                id,
                conversation.isDirect(),
                conversation.sender(user).role());
        var view = MessageView.ofNew(row.message(), id, row.sender(), named);
        sent.fire(new MessageSent(view, conversation.stateAt(user, view.seq())));
        return new Revised(view, row.message().revision());
    }

    private static SendBatch.Outcome notFound(SendRequest request) {
        return new SendBatch.Rejected(new ConversationNotFound(request.conversation()));
    }
}
