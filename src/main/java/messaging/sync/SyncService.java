package messaging.sync;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import messaging.inbox.InboxQueries;
import messaging.sync.ConversationVersions.Stale;

/** Reads the changes that a user has missed, page by page. */
@Stateless
public class SyncService {
    private ConversationVersions versions;
    private ChangeLog log;
    private ReadReceipts receipts;
    private InboxQueries inboxQueries;

    /** Required for enterprise beans; the container uses the other constructor. */
    public SyncService() {}

    @Inject
    SyncService(ConversationVersions versions, ChangeLog log, ReadReceipts receipts, InboxQueries inboxQueries) {
        this.versions = versions;
        this.log = log;
        this.receipts = receipts;
        this.inboxQueries = inboxQueries;
    }

    /** Returns no changes, only the current sync token. */
    public SyncView start() {
        return new SyncView(SyncToken.at(versions.now()).toString(), false, List.of(), List.of(), List.of());
    }

    /**
     * Returns a page of the changes since a sync token.
     *
     * @param user ID of the account
     * @param token the token
     * @param limit maximum number of conversations in the page
     * @return the page; its token leads to the next page, or to the changes after this one
     */
    public SyncView changesSince(long user, SyncToken token, int limit) {
        var current = versions.now();
        if (isInFuture(token, current)) {
            return changesSince(user, SyncToken.START, limit);
        }
        var now = token.isFirstPage() ? current : token.firstPageAt();
        var since = token.readFrom();
        var stale = versions.staleSince(user, since, token.after(), limit + 1);
        var page = page(user, stale, limit);
        var more = page.length < stale.size();
        var next = more ? token.next(stale.get(page.length - 1).conversation(), now) : SyncToken.at(now);
        return view(user, next, more, stale.subList(0, page.length), page.changes, Optional.of(since));
    }

    // The token belongs to another installation, or the database's clock has been set back. A client that receives
    // everything
    // misses nothing.
    private static boolean isInFuture(SyncToken token, Instant current) {
        var latest = current.plus(SyncToken.OVERLAP);
        return token.since().isAfter(latest) || token.firstPageAt().isAfter(latest);
    }

    /**
     * Returns a page of the changes since known versions.
     *
     * @param user ID of the account
     * @param known versions by conversation ID; other conversations are new to the client
     * @param limit maximum number of conversations in the page
     * @return the page; its token is valid once there are no more pages
     */
    public SyncView changesBeyond(long user, Map<Long, Long> known, int limit) {
        var now = versions.now();
        var stale = versions.staleFrom(user, known);
        var page = page(user, stale, limit);
        return view(
                user,
                SyncToken.at(now),
                page.length < stale.size(),
                stale.subList(0, page.length),
                page.changes,
                Optional.empty());
    }

    /** The changes of the first conversations of a list. */
    private record Page(int length, List<ChangesView> changes) {}

    // Ends at the conversation that reaches the maximum number of events in one conversation, so a page has at most
    // twice as many.
    private Page page(long user, List<Stale> stale, int limit) {
        var changes = new ArrayList<ChangesView>();
        var length = 0;
        var events = 0;
        while (length < Math.min(stale.size(), limit) && events < ChangeLog.MAX_CHANGES) {
            for (var view : changes(user, stale.get(length))) {
                changes.add(view);
                events += view.events() == null ? 0 : view.events().size();
            }
            length++;
        }
        return new Page(length, changes);
    }

    private SyncView view(
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
                receipts.changed(active, since),
                active.stream()
                        .flatMap(conversation -> inbox(conversation, user).stream())
                        .toList());
    }

    private List<ChangesView> changes(long user, Stale stale) {
        if (stale.from() == stale.version()) {
            return List.of();
        }
        // The client has a version that does not exist, as after the restore of a backup, so it must load everything.
        if (stale.from() > stale.version()) {
            return List.of(ChangeSet.gap(stale.conversation(), 0, stale.version(), 0));
        }
        // The client does not know the conversation, and loads it.
        if (stale.from() < 0) {
            return List.of(ChangesView.joined(stale.conversation(), stale.version()));
        }
        return log.changes(stale.conversation(), stale.from())
                .map(changes -> changes.forUser(user, stale.joinedSeq()))
                .orElse(List.of());
    }

    /**
     * Returns a user's own state of a conversation.
     *
     * @param conversation ID of the conversation
     * @param user ID of the account
     * @return empty if the user is not a participant
     */
    public Optional<InboxView> inbox(long conversation, long user) {
        return inboxQueries.state(conversation, user).map(own -> InboxView.of(own.reads(), own.preferences()));
    }
}
