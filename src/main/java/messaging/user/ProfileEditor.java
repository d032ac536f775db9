package messaging.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import messaging.problem.ErrorCode;
import messaging.problem.InvalidInput;
import messaging.revision.IfMatch;
import messaging.throttle.Throttle;

/**
 * Changes profiles. A new password needs the present one, which is checked slowly enough for those who guess, and outside
 * any transaction, that many at once can't use up the database's connections.
 */
@ApplicationScoped
public class ProfileEditor {
    @Inject
    private UserService users;

    @Inject
    private Passwords passwords;

    @Inject
    private SignInLimits limits;

    @Inject
    private Throttle throttle;

    /**
     * Changes the own profile (S-API-6).
     *
     * @param id whose
     * @param changes what changes
     * @param condition on the revision
     * @param session in which the caller is signed in
     * @param address the client's network address
     * @return the changed account
     * @throws messaging.throttle.TooManyAttempts after too many wrong passwords
     */
    public UserService.Revised change(
            long id, ProfileChanges changes, IfMatch condition, Optional<Long> session, String address) {
        var password = changes.password()
                .value()
                .flatMap(wanted -> changes.currentPassword()
                        .value()
                        .flatMap(current -> proven(id, current, address))
                        .map(hash -> new UserService.NewPassword(hash, passwords.hash(wanted))));
        return users.change(id, changes, condition, session, password);
    }

    /**
     * Deletes the own account (S-API-6).
     *
     * @param id whose
     * @param body with the present password, unless the account has none
     * @param address the client's network address
     * @throws InvalidInput if the password is missing or wrong
     * @throws LastAdministrator if the site would be left without an administrator
     * @throws messaging.throttle.TooManyAttempts after too many wrong passwords
     */
    public void delete(long id, AccountDeletion body, String address) {
        var username = users.read(id).view().username();
        if (users.passwordHash(username).isEmpty()) {
            users.delete(id, Optional.empty());
            return;
        }
        var current = Optional.ofNullable(body.currentPassword())
                .orElseThrow(() -> new InvalidInput(UserService.CURRENT_PASSWORD, ErrorCode.REQUIRED));
        var hash = proven(id, current, address)
                .orElseThrow(() -> new InvalidInput(UserService.CURRENT_PASSWORD, ErrorCode.INCORRECT));
        users.delete(id, Optional.of(hash));
    }

    private Optional<String> proven(long id, String password, String address) {
        var username = users.read(id).view().username();
        var attempt = throttle.take(List.of(limits.from(address), limits.signedIn(username)));
        var hash = users.passwordHash(username);
        if (!passwords.matches(password, hash)) {
            return Optional.empty();
        }
        attempt.refund();
        return hash;
    }
}
