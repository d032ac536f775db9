package messaging.web;

import java.util.List;
import java.util.Locale;

/** The host names that the server accepts. */
final class AllowedHosts {
    private final List<String> patterns;

    AllowedHosts(List<String> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /**
     * Returns whether a host is accepted.
     *
     * @param host name or address without a port
     * @return true for an equal name, for a subdomain of a pattern that starts with a dot, and always for {@code *}
     */
    boolean allows(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return patterns.stream().anyMatch(pattern -> matches(pattern, name));
    }

    private static boolean matches(String pattern, String name) {
        return pattern.equals("*")
                || pattern.equals(name)
                || pattern.equals("[" + name + "]")
                || pattern.startsWith(".") && (name.endsWith(pattern) || name.equals(pattern.substring(1)));
    }
}
