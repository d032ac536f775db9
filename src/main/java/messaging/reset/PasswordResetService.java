package messaging.reset;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import messaging.mail.Mailer;
import messaging.settings.Settings;
import messaging.user.AccountDeleted;
import messaging.user.DeletedAccount;
import messaging.user.EmailChanged;
import messaging.user.PasswordChanged;
import messaging.user.Passwords;
import messaging.user.User;
import messaging.user.UserNotFound;
import messaging.user.UserService;
import messaging.user.Users;

/** Offers reset codes and takes them. */
@Stateless
public class PasswordResetService {
    @Inject
    private PasswordResets resets;

    @Inject
    private Users users;

    @Inject
    private UserService accounts;

    @Inject
    private Passwords passwords;

    @Inject
    private Mailer mailer;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    /**
     * Sends a code to an address if an active account has it; the caller learns nothing either way.
     *
     * @param email the address
     */
    public void request(String email) {
        if (settings.mail().isEmpty()) {
            return;
        }
        users.findByEmail(email).filter(User::isActive).ifPresent(user -> {
            var offer = offer(user);
            mailer.send(user.profile().email(), "Reset your password", """
                    Hello %s,

                    a password reset was requested for your account. To choose a new password, open

                    %s

                    before %s (UTC). If you did not request it, ignore this email: your password does not change.
                    """.formatted(
                            user.username(), offer.url(), offer.expiresAt()));
        });
    }

    /**
     * Makes a code for an administrator to hand over.
     *
     * @param user id of the account
     * @return the code; it is shown once and kept as a hash only
     * @throws UserNotFound if there is no such account
     * @throws DeletedAccount if its person has deleted it
     * @throws SignsInElsewhere if the account has no password here
     */
    public ResetOffer offer(long user) {
        var account = users.find(user).orElseThrow(() -> new UserNotFound(user));
        if (account.isDeleted()) {
            throw new DeletedAccount();
        }
        if (account.isExternal()) {
            throw new SignsInElsewhere();
        }
        return offer(account);
    }

    /**
     * Sets the password that belongs to a code; ends all sessions of the account and all its other codes.
     *
     * @param body code and password
     * @throws BadResetCode if the code is wrong, used or expired
     * @throws messaging.problem.InvalidInput if the password is bad; the code stays good
     */
    public void confirm(ResetConfirmation body) {
        var now = clock.instant();
        var code = new ResetCode(body.code());
        var owner = resets.owner(code, now).orElseThrow(BadResetCode::new);
        // Before the account is locked, since it takes long.
        var hash = passwords.hash(body.password());
        // The account before the code, as whoever changes a password does, or two codes would wait for each other.
        users.lock(owner);
        var reset = resets.lock(code).filter(found -> found.isGood(now)).orElseThrow(BadResetCode::new);
        accounts.resetPassword(reset.userId(), body.password(), hash);
        reset.use(now);
    }

    /**
     * Makes codes useless that were given out before the password was changed.
     *
     * @param event the change
     */
    public void passwordChanged(@Observes PasswordChanged event) {
        resets.expireAll(event.userId(), clock.instant());
    }

    /**
     * Makes codes useless that were sent to an address which is the account's no longer.
     *
     * @param event the change
     */
    public void emailChanged(@Observes EmailChanged event) {
        resets.expireAll(event.userId(), clock.instant());
    }

    /**
     * Forgets the codes of an account that was deleted.
     *
     * @param event the deletion
     */
    public void accountDeleted(@Observes AccountDeleted event) {
        resets.deleteAll(event.userId());
    }

    private ResetOffer offer(User user) {
        var code = ResetCode.random();
        var reset = PasswordReset.offer(user.id(), code, settings.passwords().resetLifetime(), clock.instant());
        resets.add(reset);
        return new ResetOffer(user.id(), code.value(), url(code).toString(), reset.expiresAt());
    }

    // In the fragment, which browsers keep to themselves: the code reaches no server's log.
    private URI url(ResetCode code) {
        return settings.http().publicUrl().resolve("#/password-reset/" + code.value());
    }
}
