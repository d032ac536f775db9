package messaging.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;

/** Decides which usernames are available, and assigns them to accounts (S-TEXT-2). */
@ApplicationScoped
class UsernameRegistry {
    private static final String USERNAME = "username";
    private static final int MIN_SUFFIX = 1_000;
    private static final int MAX_SUFFIX = 1_000_000;

    private Users users;
    private UsernameClaims claims;
    private UsernamePolicy policy;
    private Clock clock;

    /** For CDI's proxy. */
    protected UsernameRegistry() {}

    @Inject
    UsernameRegistry(Users users, UsernameClaims claims, UsernamePolicy policy, Clock clock) {
        this.users = users;
        this.claims = claims;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Checks whether an account may choose a username.
     *
     * @param username the name, well-formed
     * @param user id of the account; 0 for a new one
     * @return the error; empty if the name is allowed and available
     */
    Optional<FieldError> validate(String username, long user) {
        return policy.validate(USERNAME, username)
                .or(() -> isAvailable(username, user)
                        ? Optional.empty()
                        : Optional.of(FieldError.of(USERNAME, ErrorCode.TAKEN)));
    }

    private boolean isAvailable(String username, long user) {
        return users.findByUsername(username)
                        .filter(other -> other.id() != user)
                        .isEmpty()
                && claims.isAvailable(username, user, policy.releasedBefore(clock.instant()));
    }

    /**
     * Claims the username of an account. Like the database's unique key, this decides between two registrations that both
     * found the name available.
     *
     * @param user the account, with its id
     * @throws InvalidInput if another account has a name like it
     */
    void claim(User user) {
        if (!claims.claim(user.username(), user.id(), policy.releasedBefore(clock.instant()))) {
            throw new InvalidInput(USERNAME, ErrorCode.TAKEN);
        }
    }

    /**
     * Releases a username that an account no longer has.
     *
     * @param username the name
     * @param user id of the account
     */
    void release(String username, long user) {
        claims.release(username, user, clock.instant());
    }

    /**
     * Chooses an available username for a single sign-on account: the preferred one, or that one with a number.
     *
     * @param preferred derived from the token; may be taken or reserved
     * @return an available username
     */
    String chooseForExternal(String preferred) {
        return choose(
                policy.isReserved(preferred) ? UsernameGenerator.derive("user-" + preferred) : preferred,
                username -> claims.isAvailable(username, 0, policy.releasedBefore(clock.instant())));
    }

    /**
     * Chooses the username that a deleted account gets.
     *
     * @param user id of the account
     * @return an available username
     */
    String chooseForDeleted(long user) {
        return choose(UsernameGenerator.forDeletedAccount(user), username -> true);
    }

    private String choose(String preferred, Predicate<String> isAvailable) {
        // Random, because simultaneous registrations with the same name would all try the same next number.
        var numbers = ThreadLocalRandom.current().ints(MIN_SUFFIX, MAX_SUFFIX);
        return Stream.concat(
                        Stream.of(preferred),
                        numbers.mapToObj(number -> UsernameGenerator.withSuffix(preferred, number)))
                .filter(username -> users.findByUsername(username).isEmpty())
                .filter(isAvailable)
                .findFirst()
                .orElseThrow();
    }
}
