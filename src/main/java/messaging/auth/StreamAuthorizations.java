package messaging.auth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import messaging.auth.session.CurrentRightsQueries;

/** Authorizes live connections, and checks whether they are still authorized. */
@ApplicationScoped
public class StreamAuthorizations {
    private AccessTokenVerifier verifier;
    private CurrentRightsQueries currentRights;

    /** For CDI's proxy. */
    protected StreamAuthorizations() {}

    @Inject
    StreamAuthorizations(AccessTokenVerifier verifier, CurrentRightsQueries currentRights) {
        this.verifier = verifier;
        this.currentRights = currentRights;
    }

    /**
     * Verifies a token that was sent in a message instead of a request header.
     *
     * @param token as the client sent it
     * @return empty if the token is not valid
     */
    public Optional<StreamAuthorization> authorize(String token) {
        return verifier.authenticate(token).flatMap(StreamAuthorization::of);
    }

    /**
     * Returns those of the given authorizations whose session has ended or whose account was deactivated. Sends a statement
     * for each 500 of them.
     *
     * @param authorizations to check
     * @return the ended ones
     */
    public Set<StreamAuthorization> findEnded(Collection<StreamAuthorization> authorizations) {
        var sessions = new HashSet<Long>();
        var accounts = new HashSet<Long>();
        authorizations.forEach(authorization ->
                authorization.session().ifPresentOrElse(sessions::add, () -> accounts.add(authorization.account())));
        var activeSessions = currentRights.filterActiveSessions(sessions);
        var activeAccounts = currentRights.filterActiveAccounts(accounts);
        var ended = new HashSet<>(authorizations);
        ended.removeIf(authorization -> authorization
                .session()
                .map(activeSessions::contains)
                .orElseGet(() -> activeAccounts.contains(authorization.account())));
        return ended;
    }
}
