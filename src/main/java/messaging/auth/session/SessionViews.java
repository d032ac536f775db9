package messaging.auth.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import messaging.paging.FoldedText;
import messaging.paging.Listing;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.settings.Settings;

/** Reads sessions for their users. */
@ApplicationScoped
public class SessionViews {
    static final Listing<Session> LISTING = Listing.of(Session.class)
            .search(FoldedText.of("deviceFolded", "device"))
            .searchAscii("address")
            .order("id", "created_at", "last_used_at")
            .byDefault("-last_used_at");

    private Sessions sessions;
    private Settings settings;
    private Clock clock;

    /** For CDI's proxy. */
    protected SessionViews() {}

    @Inject
    SessionViews(Sessions sessions, Settings settings, Clock clock) {
        this.sessions = sessions;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Lists the active sessions of an account.
     *
     * @param account id of the account
     * @param current id of the session that makes the request
     * @param page the requested part
     * @return the part
     */
    public Slice<SessionView> list(long account, Optional<Long> current, PageQuery page) {
        var now = clock.instant();
        return sessions.page(
                        LISTING, page, account, now, now.minus(settings.tokens().idleLifetime()))
                .map(session -> SessionView.of(session, current.orElse(0L)));
    }
}
