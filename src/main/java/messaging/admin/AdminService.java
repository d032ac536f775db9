package messaging.admin;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import messaging.reset.PasswordResetService;
import messaging.reset.ResetOffer;

/** Acts of administrators, each with its audit entry. */
@Stateless
public class AdminService {
    @Inject
    private PasswordResetService resets;

    @Inject
    private AuditLog audit;

    @Inject
    private Clock clock;

    /**
     * Makes a one-time code with which a user sets a new password (S-API-16).
     *
     * @param actor id of the administrator's account
     * @param user id of the user's account
     * @return the code to hand over
     * @throws messaging.user.UserNotFound if there is no such account
     */
    public ResetOffer offerPasswordReset(long actor, long user) {
        var offer = resets.offer(user);
        audit.add(new AuditEntry(actor, "user.password_reset", "user", user, clock.instant()));
        return offer;
    }
}
