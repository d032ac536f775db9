package messaging.user;

/** Makes well-formed user names out of what another system calls somebody. */
public final class Usernames {
    /** What stands for a name of which nothing is left. */
    private static final String NAMELESS = "user";

    private Usernames() {}

    /**
     * Makes a user name of any text: what may not stand in one becomes a hyphen.
     *
     * @param text any text
     * @return a well-formed user name
     */
    public static String from(String text) {
        var name = text.strip().replaceAll("[^\\p{L}\\p{M}\\p{N}@.+_-]+", "-");
        return name.isEmpty() ? NAMELESS : truncated(name, Username.MAX);
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
                : name.substring(0, Character.isHighSurrogate(name.charAt(length - 1)) ? length - 1 : length);
    }
}
