package messaging.user;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.validation.Validator;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.problem.Forbidden;
import messaging.problem.InvalidInput;
import messaging.problem.ProblemType;
import messaging.problem.Violations;
import messaging.revision.IfMatch;

/** Registers accounts and changes them. */
@Stateless
public class UserService {
    private static final String PASSWORD = "password";
    private static final String USERNAME = "username";
    static final String CURRENT_PASSWORD = "current_password";
    private static final int SUFFIXES_FROM = 1_000;
    private static final int SUFFIXES_TO = 1_000_000;

    @Inject
    private Users users;

    @Inject
    private UserViews views;

    @Inject
    private UsernameClaims claims;

    @Inject
    private UsernamePolicy usernames;

    @Inject
    private Passwords passwords;

    @Inject
    private Validator validator;

    @Inject
    private Clock clock;

    @Inject
    private Event<PasswordChanged> passwordChanged;

    @Inject
    private Event<EmailChanged> emailChanged;

    @Inject
    private Event<AccountDeactivationStarted> accountDeactivationStarted;

    @Inject
    private Event<AccountDeactivated> accountDeactivated;

    @Inject
    private Event<AccountReactivated> accountReactivated;

    @Inject
    private Event<RightsChanged> rightsChanged;

    @Inject
    private Event<AccountLeaving> accountLeaving;

    @Inject
    private Event<AccountDeleted> accountDeleted;

    /**
     * Registers an account (S-API-5).
     *
     * @param body as it came
     * @return the account
     * @throws InvalidInput naming all of: what is malformed, a user name taken, an e-mail address taken, a bad password
     */
    public UserView register(NewUser body) {
        var profile = body.profile();
        var errors = violations(body);
        if (isFine(PASSWORD, errors)) {
            passwords.fault(PASSWORD, body.password(), profile).ifPresent(errors::add);
        }
        // Hashing takes long, and from the first query on this transaction holds a connection: so it comes before.
        var hash = errors.isEmpty() ? passwords.hash(body.password()) : "";
        errors.addAll(0, taken(profile, Optional.empty(), errors));
        refuse(errors);
        var user = User.register(profile, hash, clock.instant());
        add(user);
        return UserView.of(user);
    }

    /**
     * Returns an account.
     *
     * @param id of the account
     * @return the account with its revision
     * @throws UserNotFound if it does not exist
     */
    public Revised read(long id) {
        return views.get(id);
    }

    /**
     * An account as it was read, with what its entity tag is made of.
     *
     * @param view the account
     * @param revision counts its edits
     */
    public record Revised(UserView view, long revision) {
        static Revised of(User user) {
            return new Revised(UserView.of(user), user.revision());
        }
    }

    /**
     * Changes the own profile (S-API-6).
     *
     * @param id whose
     * @param changes what changes
     * @param condition on the revision
     * @param session in which the caller is signed in; it survives a change of password, all others end
     * @param password the new one, if it is to change and the current one was right
     * @return the changed account
     * @throws InvalidInput naming every fault: a name or address taken, a bad new password, a wrong current one
     */
    public Revised change(
            long id,
            ProfileChanges changes,
            IfMatch condition,
            Optional<Long> session,
            Optional<NewPassword> password) {
        var user = users.lock(id).orElseThrow(() -> new UserNotFound(id));
        condition.require(user.revision());
        var profile = changes.on(user.profile());
        var errors = violations(changes);
        errors.addAll(taken(profile, Optional.of(user), errors));
        errors.addAll(passwordFaults(user, changes, profile, password));
        refuse(errors);
        if (!profile.equals(user.profile())) {
            var moved = !Objects.equals(profile.email(), user.profile().email());
            var former = user.username();
            user.present(profile, clock.instant());
            uniquely(users::flush);
            if (!former.equals(user.username())) {
                claims.release(former, id, clock.instant());
                claim(user);
            }
            if (moved) {
                emailChanged.fire(new EmailChanged(id));
            }
        }
        password.ifPresent(proven -> {
            user.changePassword(proven.hash(), clock.instant());
            passwordChanged.fire(new PasswordChanged(id, session));
        });
        return Revised.of(user);
    }

    /**
     * A password to be set by somebody who knows the present one.
     *
     * @param present hash of the present password, against which it was checked
     * @param hash of the new one
     */
    public record NewPassword(String present, String hash) {
        @Override
        public String toString() {
            return "NewPassword[]";
        }
    }

    /**
     * Sets a password without knowing the present one; ends all sessions. Whoever calls it has proof of the right to.
     *
     * @param id whose
     * @param password the new one
     * @throws InvalidInput if the password is bad
     */
    public void resetPassword(long id, String password) {
        resetPassword(id, password, passwords.hash(password));
    }

    /**
     * Sets a password without knowing the present one, with a hash that was made before: hashing takes long, and each message
     * of the account waits while the account is locked.
     *
     * @param id whose
     * @param password the new one
     * @param hash of the password
     * @throws InvalidInput if the password is bad
     */
    public void resetPassword(long id, String password, String hash) {
        var user = users.lock(id).orElseThrow(() -> new UserNotFound(id));
        passwords.fault(PASSWORD, password, user.profile()).ifPresent(fault -> {
            throw new InvalidInput(fault);
        });
        user.changePassword(hash, clock.instant());
        passwordChanged.fire(new PasswordChanged(id, Optional.empty()));
    }

    /**
     * Deletes an account for its person (S-API-6). The row stays, since messages refer to it, and says nothing of anybody.
     *
     * @param id whose
     * @param present hash against which the present password was checked; empty if none was right
     * @throws UserNotFound if there is none
     * @throws InvalidInput if the account has a password and that is not the one which was checked
     * @throws LastAdministrator if the site would be left without an administrator
     */
    public void delete(long id, Optional<String> present) {
        // First, because whoever writes to a group locks the group before the account.
        accountLeaving.fire(new AccountLeaving(id));
        var user = lockBesideAdministrators(id);
        if (!user.passwordHash().equals(present)) {
            throw new InvalidInput(CURRENT_PASSWORD, ErrorCode.INCORRECT);
        }
        claims.release(user.username(), id, clock.instant());
        user.forget(freeUsername(Usernames.ofDeleted(id), name -> true), clock.instant());
        uniquely(users::flush);
        accountDeleted.fire(new AccountDeleted(id));
    }

    // Two administrators who delete themselves at the same moment must not each count on the other.
    private User lockBesideAdministrators(long id) {
        var user = users.find(id).filter(User::isActive).orElseThrow(() -> new UserNotFound(id));
        var ids = new TreeSet<Long>(user.isAdmin() ? users.administrators() : List.of());
        ids.add(id);
        var locked = ids.stream().map(users::lock).flatMap(Optional::stream).toList();
        if (user.isAdmin()
                && locked.stream().noneMatch(other -> other.id() != id && other.isAdmin() && other.isActive())) {
            throw new LastAdministrator();
        }
        return user;
    }

    /**
     * The hash of an account's password, to check a password against without holding a transaction.
     *
     * @param username user name, without regard to case
     * @return empty if there is no such account or it has no password
     */
    public Optional<String> passwordHash(String username) {
        return users.findByUsername(username).flatMap(User::passwordHash);
    }

    /**
     * Stores a password under a stronger hash, unless the password was changed since it was checked.
     *
     * @param id of the account
     * @param checkedHash the hash against which the password was checked
     * @param strongerHash of the same password
     * @return whether the account has the stronger hash now
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
     * Makes the account of somebody who signs in elsewhere. A name that is taken is never taken over: the newcomer's gets
     * a suffix.
     *
     * @param profile as the issuer says; the address may be null
     * @return the account
     */
    public User registerExternal(Profile profile) {
        var wished = usernames.isReserved(profile.username())
                ? Usernames.from("user-" + profile.username())
                : profile.username();
        var user = User.registerExternal(
                new Profile(
                        freeUsername(wished, this::isAvailable),
                        profile.email(),
                        profile.firstName(),
                        profile.lastName()),
                clock.instant());
        add(user);
        return user;
    }

    private void add(User user) {
        uniquely(() -> users.add(user));
        claim(user);
    }

    // Like the database's unique key, this decides between two registrations that both found the name available.
    private void claim(User user) {
        if (!claims.claim(user.username(), user.id(), usernames.releasedBefore(clock.instant()))) {
            throw new InvalidInput(USERNAME, ErrorCode.TAKEN);
        }
    }

    private boolean isAvailable(String username) {
        return claims.isAvailable(username, 0, usernames.releasedBefore(clock.instant()));
    }

    private String freeUsername(String wished, Predicate<String> isAvailable) {
        // Random numbers, since newcomers of one name at the same moment would all try the same next one.
        var others = ThreadLocalRandom.current().ints(SUFFIXES_FROM, SUFFIXES_TO);
        return Stream.concat(Stream.of(wished), others.mapToObj(number -> Usernames.suffixed(wished, number)))
                .filter(name -> users.findByUsername(name).isEmpty())
                .filter(isAvailable)
                .findFirst()
                .orElseThrow();
    }

    /**
     * All accounts, for administrators.
     *
     * @param page which part
     * @return the part
     */
    public Slice<UserView> list(PageQuery page) {
        return list(page, Optional.empty(), Optional.empty()).map(UserView::of);
    }

    /**
     * Some accounts, for administrators.
     *
     * @param page which part
     * @param active only those that may be used, or only those that may not
     * @param admin only administrators, or only others
     * @return the part
     */
    public Slice<User> list(PageQuery page, Optional<Boolean> active, Optional<Boolean> admin) {
        return users.page(page, active, admin);
    }

    /**
     * An account whose rights were changed.
     *
     * @param user the account now
     * @param wasActive whether it might be used before
     * @param wasAdmin whether it was an administrator's before
     */
    public record RightsChange(User user, boolean wasActive, boolean wasAdmin) {}

    /**
     * Changes what an account may (S-WEB-2). Ends all sessions of one that is deactivated, in the same transaction.
     *
     * @param id whose
     * @param caller the administrator
     * @param adminByIssuer whether the caller is an administrator by single sign-on, whatever the account says
     * @param changes what changes
     * @param condition on the revision
     * @return the account, and what it might before
     * @throws UserNotFound if there is none
     * @throws Forbidden if the caller is no administrator any more
     * @throws OwnAccount if the administrator would take rights away from the own account
     * @throws DeletedAccount if its person has deleted it
     */
    public RightsChange changeRights(
            long id, long caller, boolean adminByIssuer, AccountChanges changes, IfMatch condition) {
        if (changes.deactivates()) {
            // First, because whoever writes to a group locks the group before the account.
            accountDeactivationStarted.fire(new AccountDeactivationStarted(id));
        }
        // Both, or two administrators who demote each other at the same moment would leave none.
        new TreeSet<>(List.of(id, caller)).forEach(users::lock);
        if (users.find(caller)
                .filter(User::isActive)
                .filter(user -> adminByIssuer || user.isAdmin())
                .isEmpty()) {
            throw new Forbidden(ProblemType.PERMISSION_DENIED);
        }
        var user = users.find(id).orElseThrow(() -> new UserNotFound(id));
        if (id == caller && changes.takes()) {
            throw new OwnAccount();
        }
        condition.require(user.revision());
        if (user.isDeleted()) {
            throw new DeletedAccount();
        }
        var before = new RightsChange(user, user.isActive(), user.isAdmin());
        changes.isActive()
                .value()
                .filter(active -> active != user.isActive())
                .ifPresent(active -> user.activate(active, clock.instant()));
        changes.isAdmin()
                .value()
                .filter(admin -> admin != user.isAdmin())
                .ifPresent(admin -> user.promote(admin, clock.instant()));
        if (!user.isActive()) {
            accountDeactivated.fire(new AccountDeactivated(id));
        } else if (changes.isAdmin().isNamed()) {
            rightsChanged.fire(new RightsChanged(id));
        }
        if (user.isActive() && !before.wasActive()) {
            accountReactivated.fire(new AccountReactivated(id));
        }
        return before;
    }

    /**
     * People to talk to (S-API-15).
     *
     * @param page which part
     * @return the part, active accounts only
     */
    public Slice<PersonView> directory(PageQuery page) {
        return users.directory(page).map(PersonView::of);
    }

    private List<FieldError> passwordFaults(
            User user, ProfileChanges changes, Profile profile, Optional<NewPassword> proven) {
        var errors = new ArrayList<FieldError>();
        changes.password().value().ifPresent(password -> {
            if (changes.currentPassword().value().isEmpty()) {
                errors.add(FieldError.of(CURRENT_PASSWORD, ErrorCode.CURRENT_PASSWORD_REQUIRED));
            } else if (proven.isEmpty() || !user.passwordHash().equals(proven.map(NewPassword::present))) {
                errors.add(FieldError.of(CURRENT_PASSWORD, ErrorCode.INCORRECT));
            }
            passwords.fault(PASSWORD, password, profile).ifPresent(errors::add);
        });
        return errors;
    }

    // Validated here and not at the door, so that a name that is taken is told together with an address that is none.
    private List<FieldError> violations(Object body) {
        return new ArrayList<>(Violations.errors(validator.validate(body), Violations.BODY));
    }

    private static boolean isFine(String field, List<FieldError> errors) {
        return errors.stream().noneMatch(error -> error.field().equals(field));
    }

    private List<FieldError> taken(Profile profile, Optional<User> except, List<FieldError> known) {
        var errors = new ArrayList<FieldError>();
        var user = except.map(User::id).orElse(0L);
        // An existing account keeps the name that it has, whatever the rules are now.
        Optional.ofNullable(profile.username())
                .filter(username -> isFine(USERNAME, known))
                .filter(username -> except.filter(found -> found.username().equals(username))
                        .isEmpty())
                .flatMap(username -> usernames.fault(USERNAME, username).or(() -> taken(username, user)))
                .ifPresent(errors::add);
        Optional.ofNullable(profile.email())
                .filter(email -> isFine("email", known))
                .filter(email -> except.filter(User::isExternal).isEmpty())
                .flatMap(users::findByEmail)
                .filter(other -> except.isEmpty() || other.id() != except.get().id())
                .ifPresent(other -> errors.add(FieldError.of("email", ErrorCode.TAKEN)));
        return errors;
    }

    private Optional<FieldError> taken(String username, long user) {
        var isFree = users.findByUsername(username)
                        .filter(other -> other.id() != user)
                        .isEmpty()
                && claims.isAvailable(username, user, usernames.releasedBefore(clock.instant()));
        return isFree ? Optional.empty() : Optional.of(FieldError.of(USERNAME, ErrorCode.TAKEN));
    }

    // Two registrations of one name at the same time both find it free: the database's unique key decides.
    private static void uniquely(Runnable write) {
        try {
            write.run();
        } catch (PersistenceException e) {
            throw UniqueKeys.violated(e)
                    .<RuntimeException>map(field -> new InvalidInput(field, ErrorCode.TAKEN))
                    .orElse(e);
        }
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
    }
}
