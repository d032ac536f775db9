package messaging.auth.sso;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import messaging.user.AccountDeleted;
import messaging.user.UserService;

/** Knows the accounts of people who sign in elsewhere (S-AUTH-4). */
@Stateless
public class SsoService {
    @Inject
    private ExternalIdentities identities;

    @Inject
    private UserService users;

    @Inject
    private Clock clock;

    /**
     * Removes the external identities of an account that was deleted, in the same transaction.
     *
     * @param event the deletion
     */
    public void accountDeleted(@Observes AccountDeleted event) {
        identities.deleteAll(event.userId());
    }

    /**
     * The account of a token's subject; made at first sight. Only issuer and subject identify it: an e-mail address or a
     * user name that an account here has already is never a reason to hand that account over.
     *
     * @param person what the token says
     * @return id of the account
     */
    public long account(SsoClaims person) {
        var issuer = person.issuer().issuer();
        var subject = person.claims().getSubject();
        return identities.account(issuer, subject).orElseGet(() -> {
            var user = users.registerExternal(person.profile());
            identities.add(issuer, subject, user.id(), clock.instant());
            return user.id();
        });
    }
}
