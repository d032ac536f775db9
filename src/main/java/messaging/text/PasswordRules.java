package messaging.text;

import com.nulabinc.zxcvbn.StandardDictionaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import rocks.xmpp.precis.PrecisProfiles;

/** Normalizes passwords (RFC 8265, OpaqueString) and rejects new ones that are easy to guess (S-TEXT-4). */
public final class PasswordRules {
    private static final Set<String> COMMON = common();

    // The rows of common Latin keyboards, in both directions.
    private static final List<String> KEYBOARD_ROWS = Stream.of(
                    "1234567890",
                    "qwertyuiop",
                    "qwertzuiop",
                    "azertyuiop",
                    "asdfghjkl",
                    "qsdfghjklm",
                    "zxcvbnm",
                    "yxcvbnm")
            .flatMap(row -> Stream.of(row, new StringBuilder(row).reverse().toString()))
            .toList();

    private static final int LONGEST_REPEATED_PATTERN = 4;
    private static final int MIN_AVERAGE_RUN = 4;
    private static final int MIN_NAME = 3;
    private static final Pattern NOT_LETTERS_AROUND = Pattern.compile("^\\P{L}+|\\P{L}+$");

    /** The reason why a password is rejected. */
    public enum Weakness {
        /** The password is in the list of common passwords. */
        COMMON,
        /** A pattern of up to four characters is repeated. */
        REPEATED,
        /** The characters are neighbors in the alphabet, among the digits or on the keyboard. */
        SEQUENCE,
        /** The password is a name or the address of the account, apart from digits and punctuation around it. */
        PERSONAL,
        /** The password is the name of the service, apart from digits and punctuation around it. */
        SERVICE_NAME
    }

    private PasswordRules() {}

    /**
     * Normalizes a password, so that all keyboards produce the same one: NFC, and U+0020 for all spaces.
     *
     * @param password in the clear
     * @return empty if the password is empty or has characters that OpaqueString forbids, such as controls
     */
    public static Optional<String> normalize(String password) {
        try {
            return Optional.of(PrecisProfiles.OPAQUE_STRING.enforce(password));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the forms of a password that a stored hash may belong to: first the normalized form, then those that versions
     * without normalization hashed.
     *
     * @param password in the clear, as the client sent it
     * @return one form for a password in ASCII, up to three otherwise
     */
    public static List<String> candidates(String password) {
        var normalized = normalize(password).orElse(password);
        return Stream.of(normalized, password, Normalizer.normalize(normalized, Normalizer.Form.NFD))
                .distinct()
                .toList();
    }

    /**
     * Checks whether a password is easy to guess.
     *
     * @param password normalized
     * @param names names and address of the account; null and empty ones are skipped
     * @param serviceName name of the service
     * @return the first weakness found; empty if none
     */
    public static Optional<Weakness> weakness(String password, Collection<String> names, String serviceName) {
        var lower = password.toLowerCase(Locale.ROOT);
        if (COMMON.contains(lower)) {
            return Optional.of(Weakness.COMMON);
        }
        var characters = lower.codePoints().toArray();
        if (isRepeated(characters)) {
            return Optional.of(Weakness.REPEATED);
        }
        if (isSequence(characters)) {
            return Optional.of(Weakness.SEQUENCE);
        }
        if (names.stream().anyMatch(name -> isName(lower, name))) {
            return Optional.of(Weakness.PERSONAL);
        }
        return isName(lower, serviceName) ? Optional.of(Weakness.SERVICE_NAME) : Optional.empty();
    }

    private static boolean isRepeated(int[] characters) {
        for (int length = 1; length <= LONGEST_REPEATED_PATTERN && 2 * length <= characters.length; length++) {
            if (isPeriodic(characters, length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPeriodic(int[] characters, int length) {
        for (int i = length; i < characters.length; i++) {
            if (characters[i] != characters[i - length]) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a password consists of few long runs, such as abcd1234 or qwertyuiop, which are predictable. */
    private static boolean isSequence(int[] characters) {
        int runs = 1;
        int kind = 0;
        for (int i = 1; i < characters.length; i++) {
            int next = step(characters[i - 1], characters[i]);
            if (next == 0 || kind != 0 && (next & kind) == 0) {
                runs++;
                kind = 0;
            } else {
                kind = kind == 0 ? next : next & kind;
            }
        }
        return runs * MIN_AVERAGE_RUN <= characters.length;
    }

    /** Returns how a character follows another, as bits: same, next, previous, along a keyboard row. */
    private static int step(int from, int to) {
        int steps = 0;
        if (from == to) {
            steps |= 1;
        }
        if (Character.isLetterOrDigit(from) && Character.isLetterOrDigit(to)) {
            steps |= to == from + 1 || from == '9' && to == '0' || from == 'z' && to == 'a' ? 2 : 0;
            steps |= to == from - 1 || from == '0' && to == '9' || from == 'a' && to == 'z' ? 4 : 0;
        }
        for (int row = 0; row < KEYBOARD_ROWS.size(); row++) {
            int at = KEYBOARD_ROWS.get(row).indexOf(from);
            if (at >= 0
                    && at + 1 < KEYBOARD_ROWS.get(row).length()
                    && KEYBOARD_ROWS.get(row).charAt(at + 1) == to) {
                steps |= 8 << row;
            }
        }
        return steps;
    }

    private static boolean isName(String password, String name) {
        if (name == null || name.isBlank()) {
            return false;
        }
        if (TextFolding.fold(password).equals(TextFolding.fold(name))) {
            return true;
        }
        var core = core(password);
        var wanted = core(name);
        return wanted.codePointCount(0, wanted.length()) >= MIN_NAME
                && !core.isEmpty()
                && core.replace(wanted, "").isEmpty();
    }

    private static String core(String text) {
        return NOT_LETTERS_AROUND.matcher(TextFolding.fold(text)).replaceAll("");
    }

    private static Set<String> common() {
        try {
            return Set.copyOf(StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the list of common passwords", e);
        }
    }
}
