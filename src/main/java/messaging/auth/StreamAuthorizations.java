package messaging.auth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import messaging.auth.session.CurrentRightsQueries;

/** Judges access tokens for those who hold them longer than a request. */
@ApplicationScoped
public class StreamAuthorizations {
    @Inject
    private AccessTokenVerifier tokens;

    @Inject
    private CurrentRightsQueries currentRights;

    /**
     * Judges a token that came in another way than in a request's header.
     *
     * @param token as it came
     * @return empty if it does not count
     */
    public Optional<StreamAuthorization> authorize(String token) {
        return tokens.authenticate(token).flatMap(StreamAuthorization::of);
    }

    /**
     * Finds out which grants have ended before their tokens expire: by the end of the session, or because the account
     * was deactivated. Costs a statement for some hundred grants.
     *
     * @param grants to be judged
     * @return those that have ended
     */
    public Set<StreamAuthorization> ended(Collection<StreamAuthorization> grants) {
        var sessions = new HashSet<Long>();
        var accounts = new HashSet<Long>();
        grants.forEach(grant -> grant.session().ifPresentOrElse(sessions::add, () -> accounts.add(grant.account())));
        var activeSessions = currentRights.filterActiveSessions(sessions);
        var activeAccounts = currentRights.filterActiveAccounts(accounts);
        var ended = new HashSet<>(grants);
        ended.removeIf(grant -> grant.session()
                .map(activeSessions::contains)
                .orElseGet(() -> activeAccounts.contains(grant.account())));
        return ended;
    }
}
