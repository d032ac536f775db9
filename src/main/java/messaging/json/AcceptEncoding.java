package messaging.json;

import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the header {@code Accept-Encoding} of requests (RFC 9110, section 12.5.3). */
final class AcceptEncoding {
    private static final Pattern ZERO = Pattern.compile("q\\s*=\\s*0(?:\\.0*)?");

    private AcceptEncoding() {}

    /**
     * Returns whether a client accepts gzip. A coding that is named counts before {@code *}.
     *
     * @param header value of the header, all lines joined by commas; null if there is none
     */
    static boolean acceptsGzip(String header) {
        if (header == null) {
            return false;
        }
        var any = false;
        for (var item : header.toLowerCase(Locale.ROOT).split(",")) {
            var parts = item.split(";", 2);
            var isAccepted =
                    parts.length == 1 || !ZERO.matcher(parts[1].strip()).matches();
            switch (parts[0].strip()) {
                case "gzip", "x-gzip" -> {
                    return isAccepted;
                }
                case "*" -> any = isAccepted;
                default -> {
                    // Another coding.
                }
            }
        }
        return any;
    }
}
