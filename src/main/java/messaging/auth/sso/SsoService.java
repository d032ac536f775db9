package messaging.auth.sso;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import messaging.user.AccountDeleted;
import messaging.user.UserService;

/** Maps the users of single sign-on issuers to accounts (S-AUTH-4). */
@Stateless
public class SsoService {
    private ExternalIdentities identities;
    private UserService users;
    private Clock clock;

    /** For the container, which requires a public constructor. */
    public SsoService() {}

    @Inject
    SsoService(ExternalIdentities identities, UserService users, Clock clock) {
        this.identities = identities;
        this.users = users;
        this.clock = clock;
    }

    /**
     * Returns the account of a token's subject, and registers it with the first token. Only issuer and subject identify the
     * account: a matching email address or username never gives access to an existing account.
     *
     * @param claims the verified claims
     * @return id of the account
     */
    public long findOrRegister(SsoClaims claims) {
        var issuer = claims.issuer().issuer();
        var subject = claims.claims().getSubject();
        return identities.findAccount(issuer, subject).orElseGet(() -> {
            var user = users.registerExternal(claims.profile());
            identities.add(issuer, subject, user.id(), clock.instant());
            return user.id();
        });
    }

    /**
     * Removes the external identities of an account that was deleted, in the same transaction.
     *
     * @param event the deletion
     */
    public void accountDeleted(@Observes AccountDeleted event) {
        identities.deleteAll(event.userId());
    }
}
