package messaging.user;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.settings.Settings;
import messaging.text.EmailAddresses;
import messaging.text.PasswordRules;

/**
 * Validates, hashes and checks passwords. The hash is Argon2id (RFC 9106), with OWASP's minimum cost by default (19 MiB, 2
 * passes, 1 lane). Each hash contains its parameters, so existing hashes stay valid when the settings change.
 */
@ApplicationScoped
public class Passwords {
    /** Minimum length in characters (code points). */
    public static final int MIN_LENGTH = 8;

    /** Maximum length in characters (code points). */
    public static final int MAX_LENGTH = 256;

    private static final int MAX_CHARS_PER_CODE_POINT = 4;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final String DEFAULT_SERVICE_NAME = "messaging";

    private Argon2Function function;
    private String serviceName;
    private String dummyHash;
    // A hash needs much memory by design, and more hashes at once than processors are not faster.
    private final Semaphore permits = new Semaphore(Runtime.getRuntime().availableProcessors() * 2, true);

    /** For CDI's proxy. */
    protected Passwords() {}

    /**
     * Creates the hasher with the configured cost.
     *
     * @param settings cost and name of the service
     */
    @Inject
    public Passwords(Settings settings) {
        this(settings.passwords(), settings.accounts().serviceName());
    }

    /**
     * Creates a hasher for a service with the default name.
     *
     * @param cost memory, passes and lanes
     */
    public Passwords(Settings.Passwords cost) {
        this(cost, DEFAULT_SERVICE_NAME);
    }

    /**
     * Creates a hasher.
     *
     * @param cost memory, passes and lanes
     * @param serviceName rejected as a password
     */
    public Passwords(Settings.Passwords cost, String serviceName) {
        this.serviceName = serviceName;
        function = Argon2Function.getInstance(
                cost.memoryKib(), cost.iterations(), cost.parallelism(), HASH_BYTES, Argon2.ID);
        dummyHash = hash("dummy password");
    }

    /**
     * Normalizes a password and hashes it with a new salt.
     *
     * @param password in plain text
     * @return PHC string
     */
    public String hash(String password) {
        var normalized = PasswordRules.normalize(password).orElse(password);
        return withPermit(() -> Password.hash(normalized)
                .addRandomSalt(SALT_BYTES)
                .with(function)
                .getResult());
    }

    /**
     * The result of a check.
     *
     * @param matches whether the password is correct
     * @param needsRehash whether the hash has outdated parameters, or is of a password that was not normalized
     */
    public record Verification(boolean matches, boolean needsRehash) {}

    /**
     * Checks a password. The time does not depend on whether there is a hash, so it does not reveal which accounts exist.
     * A hash of the password as it was typed, which previous versions stored, matches too (S-TEXT-4).
     *
     * @param password in plain text
     * @param hash PHC string; empty if the account does not exist
     * @return whether the password is correct, and whether to hash it again
     */
    public Verification verify(String password, Optional<String> hash) {
        var stored = hash.orElse(dummyHash);
        var candidates = PasswordRules.candidates(password);
        for (int i = 0; i < candidates.size(); i++) {
            var candidate = candidates.get(i);
            if (withPermit(() -> Password.check(candidate, stored).with(Argon2Function.getInstanceFromHash(stored)))) {
                var isOld = i > 0 && PasswordRules.normalize(password).isPresent();
                return new Verification(hash.isPresent(), isOld || isOutdated(stored));
            }
        }
        return new Verification(false, false);
    }

    /**
     * Checks a password as {@link #verify} does.
     *
     * @param password in plain text
     * @param hash PHC string; empty if the account does not exist
     * @return whether the password is correct
     */
    public boolean matches(String password, Optional<String> hash) {
        return verify(password, hash).matches();
    }

    /**
     * Returns whether the parameters of a hash differ from the configured ones.
     *
     * @param hash PHC string
     * @return true if the password should be hashed again at the next sign-in
     */
    public boolean isOutdated(String hash) {
        return !Argon2Function.getInstanceFromHash(hash).equals(function);
    }

    /**
     * Validates a new password.
     *
     * @param field name of the field with the password
     * @param password in plain text
     * @param profile of the account; the password must not resemble its names
     * @return the error; empty if the password is acceptable
     */
    public Optional<FieldError> validate(String field, String password, Profile profile) {
        // Normalization cannot make a text of this length short enough.
        if (password.length() > MAX_CHARS_PER_CODE_POINT * MAX_LENGTH) {
            return Optional.of(FieldError.of(field, ErrorCode.TOO_LONG, Map.of(FieldError.MAX, MAX_LENGTH)));
        }
        var normalized = PasswordRules.normalize(password);
        var counted = normalized.orElse(password);
        var length = counted.codePointCount(0, counted.length());
        if (length < MIN_LENGTH) {
            return Optional.of(FieldError.of(field, ErrorCode.TOO_SHORT, Map.of(FieldError.MIN, MIN_LENGTH)));
        }
        if (length > MAX_LENGTH) {
            return Optional.of(FieldError.of(field, ErrorCode.TOO_LONG, Map.of(FieldError.MAX, MAX_LENGTH)));
        }
        if (normalized.isEmpty()) {
            return Optional.of(FieldError.of(field, ErrorCode.INVALID_CHARACTERS));
        }
        return PasswordRules.weakness(normalized.get(), names(profile), serviceName)
                .map(weakness -> FieldError.of(field, code(weakness)));
    }

    private static List<String> names(Profile profile) {
        var email = Objects.requireNonNullElse(profile.email(), "");
        var local = email.substring(0, Math.max(0, email.lastIndexOf('@')));
        return Stream.of(
                        profile.username(),
                        email,
                        EmailAddresses.unicode(email),
                        local,
                        profile.firstName(),
                        profile.lastName(),
                        profile.firstName() + profile.lastName(),
                        profile.firstName() + " " + profile.lastName())
                .filter(Objects::nonNull)
                .toList();
    }

    private static ErrorCode code(PasswordRules.Weakness weakness) {
        return switch (weakness) {
            case COMMON -> ErrorCode.PASSWORD_TOO_COMMON;
            case REPEATED -> ErrorCode.PASSWORD_REPEATED;
            case SEQUENCE -> ErrorCode.PASSWORD_SEQUENCE;
            case PERSONAL -> ErrorCode.PASSWORD_TOO_SIMILAR;
            case SERVICE_NAME -> ErrorCode.PASSWORD_SERVICE_NAME;
        };
    }

    private <T> T withPermit(Supplier<T> computation) {
        permits.acquireUninterruptibly();
        try {
            return computation.get();
        } finally {
            permits.release();
        }
    }
}
