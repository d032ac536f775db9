package messaging.reset;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import messaging.settings.Settings;
import messaging.text.EmailAddresses;
import messaging.throttle.Limit;
import messaging.throttle.Throttle;
import messaging.throttle.TooManyAttempts;
import messaging.user.SignInLimits;
import messaging.user.Users;

/** Takes wishes for a reset code, but not so many that they become a nuisance to the owner of the mailbox. */
@ApplicationScoped
class ResetRequests {
    private static final Logger LOG = Logger.getLogger(ResetRequests.class.getName());

    @Inject
    private Throttle throttle;

    @Inject
    private Users users;

    @Inject
    private PasswordResetService service;

    @Inject
    private Settings settings;

    /**
     * Sends a code to an address if an active account has it and not too many were wished for. The caller learns nothing
     * either way.
     *
     * @param email the address
     * @param client the client's network address
     */
    void take(String email, String client) {
        var attempts = settings.attempts();
        try {
            throttle.take(List.of(
                    Limit.evenly(
                            "password-reset/address/" + SignInLimits.site(client),
                            attempts.perAddress(),
                            attempts.window()),
                    Limit.evenly(
                            "password-reset/email/"
                                    + users.collationKey(
                                            EmailAddresses.canonical(email).orElse(email)),
                            attempts.perMailbox(),
                            attempts.window())));
        } catch (TooManyAttempts e) {
            LOG.log(Level.FINE, "Too many wishes for a reset code", e);
            return;
        }
        service.request(email);
    }
}
