package messaging.sync;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import messaging.conversation.ConversationNotFound;
import messaging.conversation.Conversations;
import messaging.inbox.ReadService;
import messaging.sync.ChangeLog.Stale;

/** Reads what changed, for those who ask and for those who are told. */
@Stateless
public class SyncService {
    /**
     * A row is stamped before its transaction commits: whoever asks for what came after a time gets what was stamped a
     * while before it too. The while is longer than a transaction may take (server.xml: 30 s).
     */
    public static final Duration OVERLAP = Duration.ofSeconds(60);

    @Inject
    private ChangeLog log;

    @Inject
    private Conversations conversations;

    @Inject
    private ReadService reads;

    /**
     * The present time of the database.
     *
     * @return UTC, in microseconds
     */
    public Instant now() {
        return log.now();
    }

    /**
     * What changed for somebody since a position, a page of it.
     *
     * @param user id of the account
     * @param position what they have
     * @param limit most conversations in the answer
     * @return the page; its position leads to the next one, or to what will have changed after this answer
     */
    public SyncView since(long user, SyncToken position, int limit) {
        var present = log.now();
        if (isToCome(position, present)) {
            return since(user, SyncToken.at(Instant.EPOCH), limit);
        }
        var now = position.isFirstPage() ? present : position.begun();
        var since = position.since().minus(OVERLAP);
        var stale = log.staleSince(user, since, position.after(), limit + 1);
        var page = page(user, stale, limit);
        var more = page.length < stale.size();
        var next = more ? position.next(stale.get(page.length - 1).conversation(), now) : SyncToken.at(now);
        return answer(user, next, more, stale.subList(0, page.length), page.changes, Optional.of(since));
    }

    // What is to come cannot be known already: such a position is another installation's, or the database's clock has
    // been set back. Telling everything hides no gap.
    private static boolean isToCome(SyncToken position, Instant present) {
        var latest = present.plus(OVERLAP);
        return position.since().isAfter(latest) || position.begun().isAfter(latest);
    }

    /**
     * What changed for somebody since some versions, a page of it.
     *
     * @param user id of the account
     * @param versions of their conversations, by id; a conversation that is not in it is new to them
     * @param limit most conversations in the answer
     * @return the page; the position counts once there is no more
     */
    public SyncView beyond(long user, Map<Long, Long> versions, int limit) {
        var now = log.now();
        var stale = log.staleFrom(user, versions);
        var page = page(user, stale, limit);
        return answer(
                user,
                SyncToken.at(now),
                page.length < stale.size(),
                stale.subList(0, page.length),
                page.changes,
                Optional.empty());
    }

    /** What changed in the first conversations of some. */
    private record Page(int length, List<ChangesView> changes) {}

    // No conversation more once there is much to tell: a page is as many messages as a gap, and that again, at most.
    private Page page(long user, List<Stale> stale, int limit) {
        var changes = new ArrayList<ChangesView>();
        var length = 0;
        var events = 0;
        while (length < Math.min(stale.size(), limit) && events < ChangeLog.MAX_CHANGES) {
            for (var told : changes(user, stale.get(length))) {
                changes.add(told);
                events += told.events() == null ? 0 : told.events().size();
            }
            length++;
        }
        return new Page(length, changes);
    }

    private SyncView answer(
            long user,
            SyncToken next,
            boolean more,
            List<Stale> stale,
            List<ChangesView> changes,
            Optional<Instant> since) {
        var active =
                stale.stream().filter(Stale::active).map(Stale::conversation).toList();
        return new SyncView(
                next.toString(),
                more,
                changes,
                log.reads(active, since),
                active.stream()
                        .flatMap(conversation -> inbox(conversation, user).stream())
                        .toList());
    }

    private List<ChangesView> changes(long user, Stale stale) {
        if (stale.from() == stale.version()) {
            return List.of();
        }
        // They have what is not there, as from before a backup was restored: what they know counts for nothing.
        if (stale.from() > stale.version()) {
            return List.of(ChangeSet.gap(stale.conversation(), 0, stale.version(), 0));
        }
        // Unknown to them: nothing of it need be told, since they load it.
        if (stale.from() < 0) {
            return List.of(ChangesView.joined(stale.conversation(), stale.version()));
        }
        return log.changes(stale.conversation(), stale.from())
                .map(batch -> batch.forUser(user, stale.joinedSeq()))
                .orElse(List.of());
    }

    /**
     * Somebody's own state of a conversation.
     *
     * @param conversation id of the conversation
     * @param user id of the account
     * @return empty if they do not take part in it
     */
    public Optional<InboxView> inbox(long conversation, long user) {
        return reads.state(conversation, user).map(own -> InboxView.of(own.reads(), own.preferences()));
    }

    private boolean takesPart(long user, long conversation) {
        return conversations
                .findParticipant(conversation, user)
                .flatMap(participant -> conversations.find(conversation))
                .isPresent();
    }

    /**
     * What changed in one conversation for somebody.
     *
     * @param user id of the account
     * @param conversation id of the conversation
     * @param from the version that they have, or a negative number if they have none
     * @return in order; empty if they never took part in it
     */
    public List<ChangesView> changes(long user, long conversation, long from) {
        return log.joinedSeq(conversation, user)
                .flatMap(joinedSeq -> log.changes(conversation, from).map(batch -> batch.forUser(user, joinedSeq)))
                .orElse(List.of());
    }

    /**
     * What changed in one conversation.
     *
     * @param conversation id of the conversation
     * @param from the version that is known
     * @return empty if there is no such conversation
     */
    public Optional<ChangeSet> changes(long conversation, long from) {
        return log.changes(conversation, from);
    }

    /**
     * The conversations in which somebody takes part.
     *
     * @param user id of the account
     * @return with their present versions
     */
    public List<ConversationHead> heads(long user) {
        return log.heads(user);
    }

    /**
     * A conversation and those who take part in it now.
     *
     * @param version of the conversation
     * @param joinedSeqs by the id of the participant, the latest message when they joined
     */
    public record Participants(long version, Map<Long, Long> joinedSeqs) {}

    /**
     * Who takes part in a conversation.
     *
     * @param conversation its id
     * @return empty if there is none
     */
    public Optional<Participants> participants(long conversation) {
        // The version first: a later change is then read again, and none is missed.
        return log.version(conversation).map(version -> new Participants(version, log.joinedSeqs(conversation)));
    }

    /**
     * What changed anywhere since a time.
     *
     * @param versions of conversations, by id
     * @param joined users who may have joined, by conversation
     */
    public record Recent(Map<Long, Long> versions, Map<Long, List<Long>> joined) {}

    /**
     * What changed anywhere since a time.
     *
     * @param time of the database
     * @return its conversations
     */
    public Recent recent(Instant time) {
        return new Recent(log.versionsSince(time), log.joinedSince(time));
    }

    /**
     * Returns the read receipts in some conversations that have changed since a time and that clients cannot derive from
     * messages.
     *
     * @param ids of conversations
     * @param since time of the database
     * @return the receipts
     */
    public List<ReadReceiptView> receiptsToDeliver(List<Long> ids, Instant since) {
        return log.receiptsToDeliver(ids, since);
    }

    /**
     * Who takes part in a conversation of somebody's.
     *
     * @param user id of the account
     * @param conversation id of the conversation
     * @return ids of all participants, in their order
     * @throws ConversationNotFound if the user does not take part in it
     */
    public List<Long> participants(long user, long conversation) {
        requireParticipant(user, conversation);
        return log.joinedSeqs(conversation).keySet().stream().sorted().toList();
    }

    /**
     * Makes sure that somebody takes part in a conversation.
     *
     * @param user id of the account
     * @param conversation id of the conversation
     * @throws ConversationNotFound if they do not
     */
    public void requireParticipant(long user, long conversation) {
        if (!takesPart(user, conversation)) {
            throw new ConversationNotFound(conversation);
        }
    }
}
