package messaging.user;

import java.text.Normalizer;
import java.util.regex.Pattern;
import messaging.text.UsernameRules;

/** Derives well-formed usernames from the names that other systems use. */
public final class UsernameGenerator {
    /**
     * An approximation for the OpenAPI document: some regular expression engines do not support Unicode classes. A name with
     * other than ASCII characters may match and still be rejected.
     */
    static final String PORTABLE_PATTERN = "^(?:[^\\s!-/:-@\\[-`{-~]+[._-])*[^\\s!-/:-@\\[-`{-~]+$";

    private static final String FALLBACK = "user";

    // In any spelling that the database might consider the same name.
    private static final Pattern RESERVED = Pattern.compile("deleted(-\\p{N}+){0,2}", Pattern.CASE_INSENSITIVE);
    // Hangul fillers are invisible letters.
    private static final Pattern NOT_ALLOWED =
            Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}._-]+|[\\u3164\\u115F\\u1160\\uFFA0]+");
    private static final Pattern HYPHENS = Pattern.compile("([._-])[._-]+");
    private static final Pattern AROUND = Pattern.compile("^[\\p{M}._-]+|[._-]+$");
    private static final Pattern MARKS = Pattern.compile("\\p{M}");

    private UsernameGenerator() {}

    /**
     * Derives a username from any text: characters that are not allowed become hyphens.
     *
     * @param text any text
     * @return a well-formed username
     */
    public static String derive(String text) {
        var name = HYPHENS.matcher(NOT_ALLOWED
                        .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                        .replaceAll("-"))
                .replaceAll("$1");
        name = truncated(AROUND.matcher(name).replaceAll(""), Username.MAX_LENGTH);
        if (isReserved(name)) {
            name = FALLBACK + "-" + name;
        }
        return UsernameRules.isWellFormed(name) && !UsernameRules.mixesScripts(name) ? name : FALLBACK;
    }

    /**
     * Returns the username of a deleted account.
     *
     * @param id of the account
     * @return a reserved name
     */
    static String forDeletedAccount(long id) {
        return "deleted-" + id;
    }

    /**
     * Returns whether a name is one that an account gets when it is deleted.
     *
     * @param id of the account
     * @param name its username
     */
    static boolean isForDeletedAccount(long id, String name) {
        var expected = forDeletedAccount(id);
        return name.equals(expected) || name.startsWith(expected + "-");
    }

    /**
     * Returns whether a name has the form that is reserved for deleted accounts.
     *
     * @param name a username
     * @return true if no user may choose it
     */
    public static boolean isReserved(String name) {
        var plain =
                MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKC)).replaceAll("");
        return RESERVED.matcher(plain).matches();
    }

    /**
     * Appends a number to a username.
     *
     * @param name a username
     * @param number the number
     * @return a username that is not too long
     */
    static String withSuffix(String name, int number) {
        var suffix = "-" + number;
        return truncated(name, Username.MAX_LENGTH - suffix.length()) + suffix;
    }

    private static String truncated(String name, int length) {
        return name.length() <= length
                ? name
                : AROUND.matcher(name.substring(
                                0, Character.isHighSurrogate(name.charAt(length - 1)) ? length - 1 : length))
                        .replaceAll("");
    }
}
