package messaging.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import messaging.problem.ErrorCode;
import messaging.problem.InvalidInput;
import messaging.revision.IfMatch;
import messaging.revision.Versioned;
import messaging.throttle.RateLimiter;

/**
 * Updates profiles and deletes accounts for users who prove to know their current password. Attempts are limited, and the
 * password is checked outside any transaction, so that many checks at once cannot use up the database's connections.
 */
@ApplicationScoped
public class ProfileEditor {
    private UserService service;
    private UserViews views;
    private Passwords passwords;
    private SignInLimits limits;
    private RateLimiter limiter;

    /** For CDI's proxy. */
    protected ProfileEditor() {}

    @Inject
    ProfileEditor(UserService service, UserViews views, Passwords passwords, SignInLimits limits, RateLimiter limiter) {
        this.service = service;
        this.views = views;
        this.passwords = passwords;
        this.limits = limits;
        this.limiter = limiter;
    }

    /**
     * Updates the user's own profile (S-API-6).
     *
     * @param id of the account
     * @param changes the changes
     * @param condition on the revision
     * @param session in which the caller is signed in
     * @param address the client's network address
     * @return the changed account
     * @throws messaging.throttle.TooManyAttempts after too many wrong passwords
     */
    public Versioned<UserView> updateProfile(
            long id, ProfileChanges changes, IfMatch condition, Optional<Long> session, String address) {
        var password = changes.password()
                .value()
                .flatMap(wanted -> changes.currentPassword()
                        .value()
                        .flatMap(current -> verifyPassword(id, current, address))
                        .map(hash -> new NewPassword(hash, passwords.hash(wanted))));
        return service.updateProfile(id, changes, condition, session, password);
    }

    /**
     * Deletes the user's own account (S-API-6).
     *
     * @param id of the account
     * @param body with the current password, unless the account has none
     * @param address the client's network address
     * @throws InvalidInput if the password is missing or wrong
     * @throws LastAdministrator if the site would be left without an administrator
     * @throws messaging.throttle.TooManyAttempts after too many wrong passwords
     */
    public void deleteAccount(long id, AccountDeletion body, String address) {
        if (views.findPasswordHash(id).isEmpty()) {
            service.delete(id, Optional.empty());
            return;
        }
        var current = Optional.ofNullable(body.currentPassword())
                .orElseThrow(() -> new InvalidInput(ProfileValidator.CURRENT_PASSWORD, ErrorCode.REQUIRED));
        var hash = verifyPassword(id, current, address)
                .orElseThrow(() -> new InvalidInput(ProfileValidator.CURRENT_PASSWORD, ErrorCode.INCORRECT));
        service.delete(id, Optional.of(hash));
    }

    /** Returns the hash of the current password; empty if the password is wrong. */
    private Optional<String> verifyPassword(long id, String password, String address) {
        var username = views.get(id).view().username();
        var attempt = limiter.acquire(List.of(limits.perAddress(address), limits.signedIn(username)));
        var hash = views.findPasswordHash(id);
        if (!passwords.matches(password, hash)) {
            return Optional.empty();
        }
        attempt.refund();
        return hash;
    }
}
