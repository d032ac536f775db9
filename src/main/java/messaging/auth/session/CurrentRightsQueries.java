package messaging.auth.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import messaging.settings.Settings;
import messaging.user.User;
import messaging.user.Users;

/** Reads which sessions and accounts are active, and what their users may do. */
@ApplicationScoped
public class CurrentRightsQueries {
    private static final int MAX_IDS_PER_STATEMENT = 500;

    private Sessions sessions;
    private Users accounts;
    private Settings settings;
    private Clock clock;

    /** For CDI's proxy. */
    protected CurrentRightsQueries() {}

    @Inject
    CurrentRightsQueries(Sessions sessions, Users accounts, Settings settings, Clock clock) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Returns the rights of a session's user.
     *
     * @param session id of the session
     * @return the rights; empty if the session has ended or the account is deactivated
     */
    public Optional<CurrentRights> findBySession(long session) {
        var now = clock.instant();
        return sessions.rights(session, now, now.minus(settings.tokens().idleLifetime()));
    }

    /**
     * Returns the rights of a single sign-on account.
     *
     * @param account id of the account
     * @return the rights; empty if the account is deactivated
     */
    public Optional<CurrentRights> findByAccount(long account) {
        return accounts.activeClaims(account).map(claims -> new CurrentRights(claims.id(), claims.isAdmin()));
    }

    /**
     * Returns those of the given sessions that have not ended and whose accounts are active.
     *
     * @param sessions ids of sessions
     * @return ids of sessions
     */
    public Set<Long> filterActiveSessions(Set<Long> sessions) {
        var now = clock.instant();
        return inBatches(
                sessions,
                batch -> this.sessions.findActive(
                        batch, now, now.minus(settings.tokens().idleLifetime())));
    }

    /**
     * Returns those of the given accounts that are active.
     *
     * @param accounts ids of accounts
     * @return ids of accounts
     */
    public Set<Long> filterActiveAccounts(Set<Long> accounts) {
        return inBatches(
                accounts,
                batch -> this.accounts.findActive(batch).stream().map(User::id).toList());
    }

    /**
     * Summarizes the active sessions of some accounts.
     *
     * @param accounts ids of accounts
     * @return a summary for each account that has an active session
     */
    public List<SessionSummary> summarizeSessions(Collection<Long> accounts) {
        var now = clock.instant();
        return sessions.summarize(accounts, now, now.minus(settings.tokens().idleLifetime()));
    }

    private static Set<Long> inBatches(Set<Long> ids, Function<List<Long>, List<Long>> find) {
        var all = List.copyOf(ids);
        var found = new HashSet<Long>();
        for (int i = 0; i < all.size(); i += MAX_IDS_PER_STATEMENT) {
            found.addAll(find.apply(all.subList(i, Math.min(i + MAX_IDS_PER_STATEMENT, all.size()))));
        }
        return found;
    }
}
