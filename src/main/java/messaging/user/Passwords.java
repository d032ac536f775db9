package messaging.user;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.settings.Settings;

/**
 * How passwords are judged and kept: Argon2id (RFC 9106) with parameters by configuration, OWASP's minimum by default
 * (19 MiB, 2 passes, 1 lane). A hash carries its own parameters, so raising them locks nobody out.
 */
@ApplicationScoped
public class Passwords {
    /** Fewest characters (code points). */
    public static final int MIN_LENGTH = 8;

    /** Most characters (code points); enough for any passphrase, little enough to hash. */
    public static final int MAX_LENGTH = 256;

    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final Set<String> COMMON = common();

    private Argon2Function function;
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
        this(settings.passwords());
    }

    /**
     * Hashes at the given cost.
     *
     * @param cost memory, passes and lanes
     */
    public Passwords(Settings.Passwords cost) {
        function = Argon2Function.getInstance(
                cost.memoryKib(), cost.iterations(), cost.parallelism(), HASH_BYTES, Argon2.ID);
        nobodysHash = hash("nobody's password");
    }

    /**
     * Hashes a password with a new salt.
     *
     * @param password in the clear
     * @return PHC string
     */
    public String hash(String password) {
        return limited(() ->
                Password.hash(password).addRandomSalt(SALT_BYTES).with(function).getResult());
    }

    /**
     * Checks a password. It takes the same time whether or not there is a hash, so that time tells nobody which accounts
     * exist.
     *
     * @param password in the clear
     * @param hash PHC string, or empty for no account
     * @return whether it is the password
     */
    public boolean matches(String password, Optional<String> hash) {
        var stored = hash.orElse(nobodysHash);
        var same = limited(() -> Password.check(password, stored).with(Argon2Function.getInstanceFromHash(stored)));
        return same && hash.isPresent();
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
        var length = password.codePointCount(0, password.length());
        if (length < MIN_LENGTH) {
            return Optional.of(FieldError.of(field, ErrorCode.TOO_SHORT, Map.of(FieldError.MIN, MIN_LENGTH)));
        }
        if (length > MAX_LENGTH) {
            return Optional.of(FieldError.of(field, ErrorCode.TOO_LONG, Map.of(FieldError.MAX, MAX_LENGTH)));
        }
        if (COMMON.contains(password.toLowerCase(Locale.ROOT))) {
            return Optional.of(FieldError.of(field, ErrorCode.PASSWORD_TOO_COMMON));
        }
        if (password.equalsIgnoreCase(profile.username()) || password.equalsIgnoreCase(profile.email())) {
            return Optional.of(FieldError.of(field, ErrorCode.PASSWORD_TOO_SIMILAR));
        }
        return Optional.empty();
    }

    private <T> T limited(Supplier<T> work) {
        slots.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            slots.release();
        }
    }

    private static Set<String> common() {
        try {
            return Set.copyOf(StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies());
        } catch (IOException e) {
            throw new UncheckedIOException("The list of common passwords can't be read", e);
        }
    }
}
