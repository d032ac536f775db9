package messaging.reset;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import messaging.mail.Mailer;
import messaging.settings.Settings;
import messaging.user.AccountDeleted;
import messaging.user.DeletedAccountImmutable;
import messaging.user.EmailChanged;
import messaging.user.PasswordChanged;
import messaging.user.Passwords;
import messaging.user.User;
import messaging.user.UserNotFound;
import messaging.user.UserService;
import messaging.user.Users;

/** Creates reset codes and sets passwords with them. */
@Stateless
public class PasswordResetService {
    private PasswordResets resets;
    private Users users;
    private UserService accounts;
    private Passwords passwords;
    private Mailer mailer;
    private Settings settings;
    private Clock clock;

    /** For the container, which requires a public constructor. */
    public PasswordResetService() {}

    @Inject
    PasswordResetService(
            PasswordResets resets,
            Users users,
            UserService accounts,
            Passwords passwords,
            Mailer mailer,
            Settings settings,
            Clock clock) {
        this.resets = resets;
        this.users = users;
        this.accounts = accounts;
        this.passwords = passwords;
        this.mailer = mailer;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Sends a code to an address if an active account has it. The caller cannot tell whether a code was sent.
     *
     * @param email the address
     */
    public void sendCode(String email) {
        if (settings.mail().isEmpty()) {
            return;
        }
        users.findByEmail(email).filter(User::isActive).ifPresent(user -> {
            var reset = create(user);
            mailer.send(user.profile().email(), "Reset your password", """
                    Hello %s,

                    We received a request to reset the password of your account. To choose a new password, open this link:

                    %s

                    The link expires at %s (UTC). If you did not request a new password, ignore this email; your
                    password stays the same.
                    """.formatted(
                            user.username(), reset.url(), reset.expiresAt()));
        });
    }

    /**
     * Creates a code that an administrator hands over to the user.
     *
     * @param account id of the account
     * @return the code; only its hash is stored
     * @throws UserNotFound if the account does not exist
     * @throws DeletedAccountImmutable if the user has deleted the account
     * @throws ExternalAccountHasNoPassword if the account signs in through an identity provider
     */
    public ResetCodeView createCode(long account) {
        var user = users.find(account).orElseThrow(() -> new UserNotFound(account));
        if (user.isDeleted()) {
            throw new DeletedAccountImmutable();
        }
        if (user.isExternal()) {
            throw new ExternalAccountHasNoPassword();
        }
        return create(user);
    }

    private ResetCodeView create(User user) {
        var code = ResetCode.random();
        var reset = PasswordReset.create(user.id(), code, settings.passwords().resetLifetime(), clock.instant());
        resets.add(reset);
        return new ResetCodeView(user.id(), code.value(), url(code).toString(), reset.expiresAt());
    }

    // In the fragment, which browsers do not send: the code appears in no server's log.
    private URI url(ResetCode code) {
        return settings.http().publicUrl().resolve("#/password-reset/" + code.value());
    }

    /**
     * Sets a password with a code, and ends all sessions of the account and all its other codes.
     *
     * @param body code and password
     * @throws InvalidResetCode if the code is wrong, used or expired
     * @throws messaging.problem.InvalidInput if the password is not acceptable; the code stays valid
     */
    public void confirm(ResetConfirmation body) {
        var now = clock.instant();
        var code = new ResetCode(body.code());
        var account = resets.findAccount(code, now).orElseThrow(InvalidResetCode::new);
        // Before the account is locked, because hashing is slow.
        var hash = passwords.hash(body.password());
        // The account before the code, as other changes of the password do: otherwise two codes could deadlock.
        users.lock(account);
        var reset = resets.lock(code).filter(found -> found.isValid(now)).orElseThrow(InvalidResetCode::new);
        accounts.resetPassword(reset.userId(), body.password(), hash);
        reset.markUsed(now);
    }

    /**
     * Invalidates the codes of an account whose password was changed.
     *
     * @param event the change
     */
    public void passwordChanged(@Observes PasswordChanged event) {
        resets.invalidateAll(event.userId(), clock.instant());
    }

    /**
     * Invalidates codes that were sent to the former address of an account.
     *
     * @param event the change
     */
    public void emailChanged(@Observes EmailChanged event) {
        resets.invalidateAll(event.userId(), clock.instant());
    }

    /**
     * Deletes the codes of a deleted account.
     *
     * @param event the deletion
     */
    public void accountDeleted(@Observes AccountDeleted event) {
        resets.deleteAll(event.userId());
    }
}
