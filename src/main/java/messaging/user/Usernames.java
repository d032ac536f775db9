package messaging.user;

import java.text.Normalizer;
import java.util.regex.Pattern;
import messaging.text.UsernameRules;

/** Makes well-formed user names out of what another system calls somebody. */
public final class Usernames {
    /**
     * New names for the OpenAPI document, as near as it goes: the regular expressions of some clients have no Unicode
     * classes. A name in other than ASCII characters may still be refused.
     */
    static final String PORTABLE_PATTERN = "^(?:[^\\s!-/:-@\\[-`{-~]+[._-])*[^\\s!-/:-@\\[-`{-~]+$";

    /** What stands for a name of which nothing is left. */
    private static final String NAMELESS = "user";

    // In any spelling that the database might take for the same name.
    private static final Pattern RESERVED = Pattern.compile("deleted(-\\p{N}+){0,2}", Pattern.CASE_INSENSITIVE);
    // Letters that nobody sees would be left out of the name anyway.
    private static final Pattern NOT_ALLOWED =
            Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}._-]+|[\\u3164\\u115F\\u1160\\uFFA0]+");
    private static final Pattern HYPHENS = Pattern.compile("([._-])[._-]+");
    private static final Pattern AROUND = Pattern.compile("^[\\p{M}._-]+|[._-]+$");
    private static final Pattern MARKS = Pattern.compile("\\p{M}");

    private Usernames() {}

    /**
     * Derives a username from any text: what may not stand in one becomes a hyphen.
     *
     * @param text any text
     * @return a well-formed user name
     */
    public static String from(String text) {
        var name = HYPHENS.matcher(NOT_ALLOWED
                        .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                        .replaceAll("-"))
                .replaceAll("$1");
        name = truncated(AROUND.matcher(name).replaceAll(""), Username.MAX);
        if (isReserved(name)) {
            name = NAMELESS + "-" + name;
        }
        return UsernameRules.isWellFormed(name) && !UsernameRules.mixesScripts(name) ? name : NAMELESS;
    }

    /**
     * What an account is called whose person is gone.
     *
     * @param id of the account
     * @return a name that nobody can choose
     */
    static String ofDeleted(long id) {
        return "deleted-" + id;
    }

    /**
     * Whether a name has the form that is kept for deleted accounts.
     *
     * @param name a user name
     * @return true if nobody may choose it
     */
    public static boolean isReserved(String name) {
        var plain =
                MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKC)).replaceAll("");
        return RESERVED.matcher(plain).matches();
    }

    /**
     * The same name with a number behind it.
     *
     * @param name a user name
     * @param number to tell it from others
     * @return a user name no longer than allowed
     */
    static String suffixed(String name, int number) {
        var suffix = "-" + number;
        return truncated(name, Username.MAX - suffix.length()) + suffix;
    }

    private static String truncated(String name, int length) {
        return name.length() <= length
                ? name
                : AROUND.matcher(name.substring(
                                0, Character.isHighSurrogate(name.charAt(length - 1)) ? length - 1 : length))
                        .replaceAll("");
    }
}
