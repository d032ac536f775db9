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

/** Which usernames an account may choose (S-TEXT-2). Existing accounts keep names that the policy would refuse. */
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
     * Creates the policy of the server's settings.
     *
     * @param settings with reserved words
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
     * Returns what is wrong with a name, apart from being taken.
     *
     * @param field name of the field with the name
     * @param username a name in NFC
     * @return the error; empty if a user may choose the name
     */
    public Optional<FieldError> fault(String field, String username) {
        return operatorFault(field, username)
                .or(() -> isReserved(username)
                        ? Optional.of(FieldError.of(field, ErrorCode.RESERVED))
                        : Optional.empty());
    }

    /**
     * Returns what is wrong with a name that the operator chooses for an administrator. Reserved words are allowed: they
     * keep users from posing as the staff.
     *
     * @param field name of the field with the name
     * @param username a name in NFC
     * @return the error; empty if an administrator may have the name
     */
    public Optional<FieldError> operatorFault(String field, String username) {
        if (!UsernameRules.isWellFormed(username)) {
            return Optional.of(FieldError.format(field, ValueFormat.USERNAME));
        }
        if (UsernameRules.mixesScripts(username)) {
            return Optional.of(FieldError.of(field, ErrorCode.MIXED_SCRIPTS));
        }
        return looksLikeDeleted(username) ? Optional.of(FieldError.of(field, ErrorCode.RESERVED)) : Optional.empty();
    }

    /**
     * Tells whether a name is a reserved word, has the form of a deleted account's name, or looks like one of those.
     *
     * @param username a name
     * @return true if no account may choose it
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
     * Returns the time before which a released name is available again.
     *
     * @param now the current time
     * @return the end of the waiting period of names that were released then
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
