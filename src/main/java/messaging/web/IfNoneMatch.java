package messaging.web;

import jakarta.ws.rs.core.EntityTag;
import java.util.regex.Pattern;

/** The condition of an {@code If-None-Match} header (RFC 9110, section 13.1.2). */
final class IfNoneMatch {
    // One tag at a time: a pattern for the whole list would use stack space for each of its tags.
    private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\")");

    private IfNoneMatch() {}

    /**
     * Compares the tags of the header with the current one, weakly.
     *
     * @param header value of the header, or null
     * @param tag current entity tag
     * @return whether the client has the current representation; false for a malformed header
     */
    static boolean matches(String header, EntityTag tag) {
        if (header == null) {
            return false;
        }
        if (header.strip().equals("*")) {
            return true;
        }
        var opaque = '"' + tag.getValue() + '"';
        return TAG.matcher(header).results().anyMatch(found -> found.group(1).equals(opaque));
    }
}
