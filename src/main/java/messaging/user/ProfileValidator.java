package messaging.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.problem.Violations;

/**
 * Validates registrations and changes of profiles. The services call it instead of the container, so that one response
 * lists everything that is wrong, from a malformed email address to a taken username (S-API-5).
 */
@ApplicationScoped
class ProfileValidator {
    private static final String USERNAME = "username";
    private static final String EMAIL = "email";
    static final String PASSWORD = "password";

    /** Name of the field with the current password. */
    static final String CURRENT_PASSWORD = "current_password";

    private Users users;
    private UsernameRegistry usernames;
    private Passwords passwords;
    private Validator constraints;

    /** For CDI's proxy. */
    protected ProfileValidator() {}

    @Inject
    ProfileValidator(Users users, UsernameRegistry usernames, Passwords passwords, Validator constraints) {
        this.users = users;
        this.usernames = usernames;
        this.passwords = passwords;
        this.constraints = constraints;
    }

    /**
     * Returns the errors of a registration that are found without the database.
     *
     * @param body the registration
     * @return a modifiable list; empty if nothing is wrong
     */
    List<FieldError> validate(NewUser body) {
        var errors = findViolations(body);
        if (hasNoError(PASSWORD, errors)) {
            passwords.validate(PASSWORD, body.password(), body.profile()).ifPresent(errors::add);
        }
        return errors;
    }

    /**
     * Returns the errors of changes to a profile.
     *
     * @param user the account, before the changes
     * @param changes the changes
     * @param profile the account's profile with the changes
     * @param password the new password, if the current one was correct
     * @return empty if nothing is wrong
     */
    List<FieldError> validate(User user, ProfileChanges changes, Profile profile, Optional<NewPassword> password) {
        var errors = findViolations(changes);
        errors.addAll(findTaken(profile, Optional.of(user), errors));
        errors.addAll(validatePassword(user, changes, profile, password));
        return errors;
    }

    /**
     * Returns the errors of a username and an email address that need the database. Fields with a known error are not
     * checked again.
     *
     * @param profile the profile to store
     * @param user the account whose profile it is; empty for a new one
     * @param known errors found so far
     * @return empty if both can be stored
     */
    List<FieldError> findTaken(Profile profile, Optional<User> user, List<FieldError> known) {
        var errors = new ArrayList<FieldError>();
        // An existing account keeps its username, whatever the rules are now.
        Optional.ofNullable(profile.username())
                .filter(username -> hasNoError(USERNAME, known))
                .filter(username ->
                        user.filter(found -> found.username().equals(username)).isEmpty())
                .flatMap(username ->
                        usernames.validate(username, user.map(User::id).orElse(0L)))
                .ifPresent(errors::add);
        Optional.ofNullable(profile.email())
                .filter(email -> hasNoError(EMAIL, known))
                .filter(email -> user.filter(User::isExternal).isEmpty())
                .flatMap(users::findByEmail)
                .filter(other -> user.isEmpty() || other.id() != user.get().id())
                .ifPresent(other -> errors.add(FieldError.of(EMAIL, ErrorCode.TAKEN)));
        return errors;
    }

    private List<FieldError> validatePassword(
            User user, ProfileChanges changes, Profile profile, Optional<NewPassword> verified) {
        var errors = new ArrayList<FieldError>();
        changes.password().value().ifPresent(password -> {
            if (changes.currentPassword().value().isEmpty()) {
                errors.add(FieldError.of(CURRENT_PASSWORD, ErrorCode.CURRENT_PASSWORD_REQUIRED));
            } else if (verified.isEmpty() || !user.passwordHash().equals(verified.map(NewPassword::currentHash))) {
                errors.add(FieldError.of(CURRENT_PASSWORD, ErrorCode.INCORRECT));
            }
            passwords.validate(PASSWORD, password, profile).ifPresent(errors::add);
        });
        return errors;
    }

    private List<FieldError> findViolations(Object body) {
        return new ArrayList<>(Violations.errors(constraints.validate(body), Violations.BODY));
    }

    private static boolean hasNoError(String field, List<FieldError> errors) {
        return errors.stream().noneMatch(error -> error.field().equals(field));
    }
}
