package messaging.auth.session;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import messaging.settings.Settings;
import messaging.user.AccountDeactivated;
import messaging.user.AccountDeleted;
import messaging.user.PasswordChanged;
import messaging.user.RightsChanged;

/** Ends sessions: at their user's or an administrator's request, and when the account changes. */
@Stateless
public class SessionService {
    private Sessions sessions;
    private Event<RightsInvalidated> rightsInvalidated;
    private Settings settings;
    private Clock clock;

    /** For the container, which requires a public constructor. */
    public SessionService() {}

    @Inject
    SessionService(Sessions sessions, Event<RightsInvalidated> rightsInvalidated, Settings settings, Clock clock) {
        this.sessions = sessions;
        this.rightsInvalidated = rightsInvalidated;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Ends a session.
     *
     * @param account id of the account to which it must belong
     * @param id of the session
     * @throws SessionNotFound if the account has no such active session
     */
    public void revoke(long account, long id) {
        var now = clock.instant();
        sessions.lock(id)
                .filter(session -> session.userId() == account)
                .filter(session -> session.isActive(now, settings.tokens().idleLifetime()))
                .orElseThrow(() -> new SessionNotFound(id))
                .revoke(now);
        rightsInvalidated.fire(new RightsInvalidated(account));
    }

    /**
     * Ends all sessions of an account except one.
     *
     * @param account id of the account
     * @param kept id of the session that continues; empty to end all
     */
    public void revokeAll(long account, Optional<Long> kept) {
        sessions.revokeAll(account, kept, clock.instant());
        rightsInvalidated.fire(new RightsInvalidated(account));
    }

    /**
     * Ends the other sessions of an account whose password was changed, in the same transaction.
     *
     * @param event the change
     */
    public void passwordChanged(@Observes PasswordChanged event) {
        revokeAll(event.userId(), event.keptSession());
    }

    /**
     * Ends all sessions of a deactivated account in the same transaction.
     *
     * @param event the deactivation
     */
    public void accountDeactivated(@Observes AccountDeactivated event) {
        revokeAll(event.userId(), Optional.empty());
    }

    /**
     * Deletes all sessions of a deleted account in the same transaction.
     *
     * @param event the deletion
     */
    public void accountDeleted(@Observes AccountDeleted event) {
        sessions.deleteAll(event.userId());
        rightsInvalidated.fire(new RightsInvalidated(event.userId()));
    }

    /**
     * Makes changed rights take effect: at once on this replica, and on others when their caches expire.
     *
     * @param event the change
     */
    public void rightsChanged(@Observes RightsChanged event) {
        rightsInvalidated.fire(new RightsInvalidated(event.userId()));
    }
}
