package messaging.reset;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import messaging.settings.Settings;
import messaging.text.EmailAddresses;
import messaging.throttle.RateLimit;
import messaging.throttle.RateLimiter;
import messaging.throttle.TooManyAttempts;
import messaging.user.SignInLimits;
import messaging.user.Users;

/** Accepts requests for reset codes and limits their rate, so that they cannot flood a mailbox. */
@ApplicationScoped
class PasswordResetRequests {
    private static final Logger LOG = Logger.getLogger(PasswordResetRequests.class.getName());

    private RateLimiter limiter;
    private Users users;
    private PasswordResetService service;
    private Settings settings;

    /** For CDI's proxy. */
    protected PasswordResetRequests() {}

    @Inject
    PasswordResetRequests(RateLimiter limiter, Users users, PasswordResetService service, Settings settings) {
        this.limiter = limiter;
        this.users = users;
        this.service = service;
        this.settings = settings;
    }

    /**
     * Sends a code to an address if an active account has it and the rate limits allow it. The caller cannot tell whether a
     * code was sent.
     *
     * @param email the address
     * @param client the client's network address
     */
    void submit(String email, String client) {
        var attempts = settings.attempts();
        try {
            limiter.acquire(List.of(
                    RateLimit.of(
                            "password-reset/address/" + SignInLimits.network(client),
                            attempts.perAddress(),
                            attempts.window()),
                    RateLimit.of(
                            "password-reset/email/"
                                    + users.collationKey(
                                            EmailAddresses.canonical(email).orElse(email)),
                            attempts.perMailbox(),
                            attempts.window())));
        } catch (TooManyAttempts e) {
            // An expected outcome, hidden from the client.
            LOG.log(Level.FINE, "Too many requests for a reset code", e);
            return;
        }
        service.sendCode(email);
    }
}
