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
 * How passwords are checked and stored: Argon2id (RFC 9106) with parameters by configuration, OWASP's minimum by default
 * (19 MiB, 2 passes, 1 lane). A hash carries its own parameters, so raising them locks nobody out.
 */
@ApplicationScoped
public class Passwords {
    /** Fewest characters (code points). */
    public static final int MIN_LENGTH = 8;

    /** Most characters (code points); enough for any passphrase, little enough to hash. */
    public static final int MAX_LENGTH = 256;

    private static final int MAX_UNITS_PER_CHARACTER = 4;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final String DEFAULT_SERVICE_NAME = "messaging";

    private Argon2Function function;
    private String serviceName;
    private String nobodysHash;
    // Each hash takes memory by design; more at once than processors would only add to it.
    private final Semaphore slots = new Semaphore(Runtime.getRuntime().availableProcessors() * 2, true);

    /** For CDI's proxy. */
    protected Passwords() {}

    /**
     * Hashes with the cost that the settings ask for.
     *
     * @param settings the cost
     */
    @Inject
    public Passwords(Settings settings) {
        this(settings.passwords(), settings.accounts().serviceName());
    }

    /**
     * Hashes at the given cost, for a service with the default name.
     *
     * @param cost memory, passes and lanes
     */
    public Passwords(Settings.Passwords cost) {
        this(cost, DEFAULT_SERVICE_NAME);
    }

    /**
     * Hashes at the given cost.
     *
     * @param cost memory, passes and lanes
     * @param serviceName refused as a password
     */
    public Passwords(Settings.Passwords cost, String serviceName) {
        this.serviceName = serviceName;
        function = Argon2Function.getInstance(
                cost.memoryKib(), cost.iterations(), cost.parallelism(), HASH_BYTES, Argon2.ID);
        nobodysHash = hash("nobody's password");
    }

    /**
     * Hashes a password, normalized, with a new salt.
     *
     * @param password in the clear
     * @return PHC string
     */
    public String hash(String password) {
        var normalized = PasswordRules.normalize(password).orElse(password);
        return limited(() -> Password.hash(normalized)
                .addRandomSalt(SALT_BYTES)
                .with(function)
                .getResult());
    }

    /**
     * The result of checking a password.
     *
     * @param matches whether it is the password
     * @param needsRehash whether its hash has other parameters than those in force, or was made before passwords were
     *     normalized
     */
    public record Verification(boolean matches, boolean needsRehash) {}

    /**
     * Checks a password. It takes the same time whether or not there is a hash, so that the time does not reveal which
     * accounts exist. A hash that a previous version made of the password as it was typed is accepted too (S-TEXT-4).
     *
     * @param password in the clear
     * @param hash PHC string, or empty for no account
     * @return whether it is the password, and whether to hash it again
     */
    public Verification verify(String password, Optional<String> hash) {
        var stored = hash.orElse(nobodysHash);
        var candidates = PasswordRules.candidates(password);
        for (int i = 0; i < candidates.size(); i++) {
            var candidate = candidates.get(i);
            if (limited(() -> Password.check(candidate, stored).with(Argon2Function.getInstanceFromHash(stored)))) {
                var isOld = i > 0 && PasswordRules.normalize(password).isPresent();
                return new Verification(hash.isPresent(), isOld || isOutdated(stored));
            }
        }
        return new Verification(false, false);
    }

    /**
     * Checks a password as {@link #verify} does.
     *
     * @param password in the clear
     * @param hash PHC string, or empty for no account
     * @return whether it is the password
     */
    public boolean matches(String password, Optional<String> hash) {
        return verify(password, hash).matches();
    }

    /**
     * Whether a hash was made with other parameters than those in force.
     *
     * @param hash PHC string
     * @return true if the password should be hashed anew at the next chance
     */
    public boolean isOutdated(String hash) {
        return !Argon2Function.getInstanceFromHash(hash).equals(function);
    }

    /**
     * Judges a new password.
     *
     * @param field name of the field with the password
     * @param password in the clear
     * @param profile whose it will be
     * @return what is wrong with it; empty if nothing
     */
    public Optional<FieldError> fault(String field, String password, Profile profile) {
        // No text of so many units becomes short enough by normalization.
        if (password.length() > MAX_UNITS_PER_CHARACTER * MAX_LENGTH) {
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

    private <T> T limited(Supplier<T> work) {
        slots.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            slots.release();
        }
    }
}
