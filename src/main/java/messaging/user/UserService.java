package messaging.user;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.problem.Forbidden;
import messaging.problem.InvalidInput;
import messaging.problem.ProblemType;
import messaging.revision.IfMatch;
import messaging.revision.Versioned;

/** Registers, changes and deletes accounts. */
@Stateless
public class UserService {
    private Users users;
    private UsernameRegistry usernames;
    private ProfileValidator validator;
    private Passwords passwords;
    private Event<Object> events;
    private Clock clock;

    /** For the container, which requires a public constructor. */
    public UserService() {}

    /**
     * Creates the service.
     *
     * @param users the accounts
     * @param usernames assigns usernames
     * @param validator validates registrations and changes
     * @param passwords hashes passwords
     * @param events notifies other packages
     * @param clock the current time
     */
    @Inject
    UserService(
            Users users,
            UsernameRegistry usernames,
            ProfileValidator validator,
            Passwords passwords,
            Event<Object> events,
            Clock clock) {
        this.users = users;
        this.usernames = usernames;
        this.validator = validator;
        this.passwords = passwords;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Registers an account (S-API-5).
     *
     * @param body the registration, not validated yet
     * @return the account
     * @throws InvalidInput with all errors: malformed fields, a taken username or email address, a weak password
     */
    public UserView register(NewUser body) {
        var profile = body.profile();
        var errors = validator.validate(body);
        // Before the first query, from which on the transaction holds a connection: hashing is slow.
        var hash = errors.isEmpty() ? passwords.hash(body.password()) : "";
        errors.addAll(0, validator.findTaken(profile, Optional.empty(), errors));
        throwIfAny(errors);
        var user = User.register(profile, hash, clock.instant());
        add(user);
        return UserView.of(user);
    }

    /**
     * Registers a single sign-on account. It never gets a username that is taken: a number is appended instead.
     *
     * @param profile as the issuer states it; the address may be null
     * @return the account
     */
    public User registerExternal(Profile profile) {
        var user = User.registerExternal(
                new Profile(
                        usernames.chooseForExternal(profile.username()),
                        profile.email(),
                        profile.firstName(),
                        profile.lastName()),
                clock.instant());
        add(user);
        return user;
    }

    private void add(User user) {
        reportTaken(() -> users.add(user));
        usernames.claim(user);
    }

    /**
     * Updates a user's profile (S-API-6).
     *
     * @param id of the account
     * @param changes the changes, not validated yet
     * @param condition on the revision
     * @param session the caller's session, which survives a change of password; all others end
     * @param password the new password, if one is requested and the current one was correct
     * @return the changed account
     * @throws InvalidInput with all errors: a taken username or email address, a weak password, a wrong current one
     */
    public Versioned<UserView> updateProfile(
            long id,
            ProfileChanges changes,
            IfMatch condition,
            Optional<Long> session,
            Optional<NewPassword> password) {
        var user = users.lock(id).orElseThrow(() -> new UserNotFound(id));
        condition.require(user.revision());
        var profile = changes.on(user.profile());
        throwIfAny(validator.validate(user, changes, profile, password));
        if (!profile.equals(user.profile())) {
            updateProfile(user, profile);
        }
        password.ifPresent(verified -> {
            user.changePassword(verified.hash(), clock.instant());
            events.fire(new PasswordChanged(id, session));
        });
        return new Versioned<>(UserView.of(user), user.revision());
    }

    private void updateProfile(User user, Profile profile) {
        var former = user.profile();
        user.updateProfile(profile, clock.instant());
        reportTaken(users::flush);
        if (!former.username().equals(user.username())) {
            usernames.release(former.username(), user.id());
            usernames.claim(user);
        }
        if (!Objects.equals(profile.email(), former.email())) {
            events.fire(new EmailChanged(user.id()));
        }
    }

    /**
     * Sets a password without the current one, and ends all sessions. Callers must have proof that the request is
     * authorized.
     *
     * @param id of the account
     * @param password the new password
     * @throws InvalidInput if the password is not acceptable
     */
    public void resetPassword(long id, String password) {
        resetPassword(id, password, passwords.hash(password));
    }

    /**
     * Sets a password without the current one, with a hash that was computed before: hashing is slow, and the user's
     * messages wait while the account is locked.
     *
     * @param id of the account
     * @param password the new password
     * @param hash of the password
     * @throws InvalidInput if the password is not acceptable
     */
    public void resetPassword(long id, String password, String hash) {
        var user = users.lock(id).orElseThrow(() -> new UserNotFound(id));
        passwords.validate(ProfileValidator.PASSWORD, password, user.profile()).ifPresent(error -> {
            throw new InvalidInput(error);
        });
        user.changePassword(hash, clock.instant());
        events.fire(new PasswordChanged(id, Optional.empty()));
    }

    /**
     * Stores a stronger hash of the same password, unless the password was changed since it was checked.
     *
     * @param id of the account
     * @param checkedHash the hash against which the password was checked
     * @param strongerHash of the same password
     * @return whether the account now has the stronger hash
     */
    public boolean strengthenHash(long id, String checkedHash, String strongerHash) {
        var user = users.lock(id)
                .filter(found ->
                        found.passwordHash().filter(checkedHash::equals).isPresent());
        user.ifPresent(found -> found.strengthenHash(strongerHash));
        users.flush();
        return user.isPresent();
    }

    /**
     * Deletes an account at its user's request (S-API-6). The row stays, because messages refer to it, but is anonymized.
     *
     * @param id of the account
     * @param currentHash the hash against which the current password was checked; empty for an account without a password
     * @throws UserNotFound if the account does not exist or is deactivated
     * @throws InvalidInput if the account's password is another one
     * @throws LastAdministrator if the site would be left without an administrator
     */
    public void delete(long id, Optional<String> currentHash) {
        // First: operations on a group lock the group before the account.
        events.fire(new AccountDeletionStarted(id));
        var user = lockWithAdministrators(id);
        if (!user.passwordHash().equals(currentHash)) {
            throw new InvalidInput(ProfileValidator.CURRENT_PASSWORD, ErrorCode.INCORRECT);
        }
        usernames.release(user.username(), id);
        user.anonymize(usernames.chooseForDeleted(id), clock.instant());
        reportTaken(users::flush);
        events.fire(new AccountDeleted(id));
    }

    // Otherwise two administrators who delete themselves at the same time would each count on the other.
    private User lockWithAdministrators(long id) {
        var user = users.find(id).filter(User::isActive).orElseThrow(() -> new UserNotFound(id));
        var ids = new TreeSet<Long>(user.isAdmin() ? users.findAdministratorIds() : List.of());
        ids.add(id);
        var locked = ids.stream().map(users::lock).flatMap(Optional::stream).toList();
        if (user.isAdmin()
                && locked.stream().noneMatch(other -> other.id() != id && other.isAdmin() && other.isActive())) {
            throw new LastAdministrator();
        }
        return user;
    }

    /**
     * Lists accounts for administrators.
     *
     * @param page the requested part
     * @param active only active accounts, or only inactive ones
     * @param admin only administrators, or only ordinary users
     * @return the part
     */
    public Slice<User> list(PageQuery page, Optional<Boolean> active, Optional<Boolean> admin) {
        return users.page(page, active, admin);
    }

    /**
     * A change of an account's status and rights.
     *
     * @param user the account after the change
     * @param wasActive whether it was active before
     * @param wasAdmin whether it was an administrator before
     */
    public record RightsChange(User user, boolean wasActive, boolean wasAdmin) {}

    /**
     * Changes the status and the rights of an account (S-WEB-2). Deactivation ends all its sessions in the same
     * transaction.
     *
     * @param id of the account
     * @param caller the administrator
     * @param adminByIssuer whether a single sign-on issuer makes the caller an administrator
     * @param changes the changes
     * @param condition on the revision
     * @return the account, and its former status and rights
     * @throws UserNotFound if the account does not exist
     * @throws Forbidden if the caller is no longer an administrator
     * @throws CannotDemoteSelf if administrators would deactivate or demote themselves
     * @throws DeletedAccountImmutable if the user has deleted the account
     */
    public RightsChange changeRights(
            long id, long caller, boolean adminByIssuer, AccountChanges changes, IfMatch condition) {
        if (changes.deactivates()) {
            // First: operations on a group lock the group before the account.
            events.fire(new AccountDeactivationStarted(id));
        }
        // Both: two administrators who demote each other at the same time would leave none.
        new TreeSet<>(List.of(id, caller)).forEach(users::lock);
        requireAdministrator(caller, adminByIssuer);
        var user = users.find(id).orElseThrow(() -> new UserNotFound(id));
        if (id == caller && changes.revokesRights()) {
            throw new CannotDemoteSelf();
        }
        condition.require(user.revision());
        if (user.isDeleted()) {
            throw new DeletedAccountImmutable();
        }
        var change = new RightsChange(user, user.isActive(), user.isAdmin());
        apply(changes, user);
        if (!user.isActive()) {
            events.fire(new AccountDeactivated(id));
        } else if (changes.isAdmin().isNamed()) {
            events.fire(new RightsChanged(id));
        }
        if (user.isActive() && !change.wasActive()) {
            events.fire(new AccountReactivated(id));
        }
        return change;
    }

    private void requireAdministrator(long caller, boolean adminByIssuer) {
        users.find(caller)
                .filter(User::isActive)
                .filter(user -> adminByIssuer || user.isAdmin())
                .orElseThrow(() -> new Forbidden(ProblemType.PERMISSION_DENIED));
    }

    private void apply(AccountChanges changes, User user) {
        var now = clock.instant();
        changes.isActive().value().filter(active -> active != user.isActive()).ifPresent(active -> {
            if (active) {
                user.reactivate(now);
            } else {
                user.deactivate(now);
            }
        });
        changes.isAdmin().value().filter(admin -> admin != user.isAdmin()).ifPresent(admin -> {
            if (admin) {
                user.promote(now);
            } else {
                user.demote(now);
            }
        });
    }

    // Two simultaneous registrations both find a username available: the database's unique key decides.
    private static void reportTaken(Runnable write) {
        try {
            write.run();
        } catch (PersistenceException e) {
            throw UniqueKeys.violated(e)
                    .<RuntimeException>map(field -> new InvalidInput(field, ErrorCode.TAKEN))
                    .orElse(e);
        }
    }

    private static void throwIfAny(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
    }
}
