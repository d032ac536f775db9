package messaging.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.problem.ValueFormat;
import messaging.settings.Settings;
import messaging.text.UsernameRules;

/** Decides which usernames an account may choose (S-TEXT-2). Existing accounts keep names that the policy rejects. */
@ApplicationScoped
public class UsernamePolicy {
    // Names of deleted accounts: deleted-7.
    private static final String DELETED = "deleted";

    private Settings.Accounts settings;
    private Set<String> reserved;
    private Set<String> deletedPrefixes;

    /** For CDI's proxy. */
    protected UsernamePolicy() {}

    /**
     * Creates the configured policy.
     *
     * @param settings with the reserved words
     */
    @Inject
    public UsernamePolicy(Settings settings) {
        this(settings.accounts());
    }

    /**
     * Creates a policy.
     *
     * @param settings reserved words, and how long a released name is unavailable
     */
    public UsernamePolicy(Settings.Accounts settings) {
        this.settings = settings;
        this.reserved = skeletons(settings.reservedUsernames());
        this.deletedPrefixes = skeletons(Set.of(DELETED));
    }

    /**
     * Validates a name that a user chooses. Does not check whether it is taken.
     *
     * @param field name of the field with the name
     * @param username a name in NFC
     * @return the error; empty if a user may choose the name
     */
    public Optional<FieldError> validate(String field, String username) {
        return validateForOperator(field, username)
                .or(() -> isReserved(username)
                        ? Optional.of(FieldError.of(field, ErrorCode.RESERVED))
                        : Optional.empty());
    }

    /**
     * Validates a name that the operator chooses for an administrator. Reserved words are allowed, because they only keep
     * users from impersonating staff.
     *
     * @param field name of the field with the name
     * @param username a name in NFC
     * @return the error; empty if an administrator may have the name
     */
    public Optional<FieldError> validateForOperator(String field, String username) {
        if (!UsernameRules.isWellFormed(username)) {
            return Optional.of(FieldError.format(field, ValueFormat.USERNAME));
        }
        if (UsernameRules.mixesScripts(username)) {
            return Optional.of(FieldError.of(field, ErrorCode.MIXED_SCRIPTS));
        }
        return looksLikeDeleted(username) ? Optional.of(FieldError.of(field, ErrorCode.RESERVED)) : Optional.empty();
    }

    /**
     * Returns whether a name is a reserved word, has the form of a deleted account's name, or looks like either.
     *
     * @param username a name
     * @return true if no user may choose it
     */
    public boolean isReserved(String username) {
        return UsernameRules.skeletons(username).stream().anyMatch(reserved::contains) || looksLikeDeleted(username);
    }

    private boolean looksLikeDeleted(String username) {
        return UsernameRules.skeletons(username).stream()
                .anyMatch(skeleton -> deletedPrefixes.stream()
                        .anyMatch(deleted -> skeleton.equals(deleted) || skeleton.startsWith(deleted + "-")));
    }

    /**
     * Returns the time before which a name must have been released to be available again.
     *
     * @param now the current time
     * @return the start of the waiting period that ends now
     */
    public Instant releasedBefore(Instant now) {
        return now.minus(settings.usernameRelease());
    }

    private static Set<String> skeletons(Collection<String> words) {
        return words.stream()
                .flatMap(word -> UsernameRules.skeletons(word).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
