package messaging.transport;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides by method and request target alone which requests never reach the web container. */
final class RequestLine {
    /** Context roots of Liberty's modules, which accept every method. */
    private static final Pattern LIBERTY = Pattern.compile("/(?:health|jwt)(?:/.*)?|/openapi/.+");

    /** Resources of these modules; for any other path, their response is a fixed text. */
    private static final Pattern LIBERTY_RESOURCE =
            Pattern.compile("/health/?|/health/(?:started|live|ready)|/openapi/document|/openapi/ui(?:/.*)?");

    private static final Set<String> VERSIONS = Set.of("HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/2.0");
    private static final String HOST_REQUIRED = "HTTP/1.1";

    private static final String API = "/api/";
    private static final String READABLE = "GET, HEAD, OPTIONS";
    private static final Set<String> READING = Set.of("GET", "HEAD");
    // The web container decodes these before it looks for ".."; no path of this server needs them encoded.
    private static final Pattern ENCODED_SEPARATOR = Pattern.compile("%(?:2[eEfF]|5[cC])");
    private static final int MAX_INSTANCE_LENGTH = 200;

    private RequestLine() {}

    /**
     * A response without the application.
     *
     * @param status status of the response
     * @param headers headers beyond those of every response
     * @param type name of the problem type; empty if the status is not an error
     * @param title title of the type
     * @param detail description for people
     * @param instance the path, as far as a URI can contain it
     */
    record Response(
            int status, Map<String, String> headers, String type, String title, String detail, String instance) {
        /** Returns the problem detail as JSON in ASCII. No value needs escapes. */
        String problem(String requestId) {
            return "{\"type\":\"/problems/" + type + "\",\"title\":\"" + title + "\",\"status\":" + status
                    + ",\"detail\":\"" + detail + "\",\"instance\":\"" + instance + "\",\"request_id\":\"" + requestId
                    + "\"}";
        }
    }

    /**
     * Returns the response to a request that must not reach the web container.
     *
     * @param method method of the request line
     * @param target target of the request line, without a query
     * @param version version of the request line
     * @param hasHost whether the request has the header Host
     * @return empty for a request that the web container can process
     */
    static Optional<Response> response(String method, String target, String version, boolean hasHost) {
        if (!VERSIONS.contains(version)) {
            return Optional.of(malformed("The HTTP version must be 1.0, 1.1 or 2.", target));
        }
        if (version.equals(HOST_REQUIRED) && !hasHost) {
            return Optional.of(malformed("The Host header is required in HTTP/1.1.", target));
        }
        if (target.equals("*") && method.equals("OPTIONS")) {
            return Optional.of(new Response(204, allow(READABLE + ", POST, PUT, PATCH, DELETE"), "", "", "", ""));
        }
        var path = path(target);
        if (path.isEmpty()) {
            return Optional.of(malformed("The request path is malformed.", target));
        }
        // The web container would ignore parameters, and reject those of a segment that is empty or consists of dots.
        var isLiberty = LIBERTY.matcher(path.get()).matches();
        if (path.get().indexOf(';') >= 0
                || isLiberty && !LIBERTY_RESOURCE.matcher(path.get()).matches()) {
            return Optional.of(new Response(
                    404, Map.of(), "not-found", "Not found", "No resource exists at this address.", instance(target)));
        }
        if (isLiberty && method.equals("OPTIONS")) {
            return Optional.of(new Response(204, allow(READABLE), "", "", "", ""));
        }
        // The application itself checks the methods of its resources.
        if (isLiberty ? !READING.contains(method) : method.equals("TRACE") && !target.startsWith(API)) {
            return Optional.of(new Response(
                    405,
                    allow(READABLE),
                    "method-not-allowed",
                    "Method not allowed",
                    "This address does not support the HTTP method.",
                    instance(target)));
        }
        return Optional.empty();
    }

    /**
     * Returns the response to a refused request.
     *
     * @param target target of the request line, without a query
     * @return a 503
     */
    static Response busy(String target) {
        return new Response(
                503,
                Map.of("Retry-After", "1"),
                "server-busy",
                "Server busy",
                "The server cannot process the request at the moment.",
                instance(target));
    }

    private static Map<String, String> allow(String methods) {
        return Map.of("Allow", methods);
    }

    private static Response malformed(String detail, String target) {
        return new Response(400, Map.of(), "malformed-request", "Malformed request", detail, instance(target));
    }

    /** Returns the path that a request target stands for; empty if it is malformed or leads above the root. */
    private static Optional<String> path(String target) {
        if (!target.startsWith("/")
                || !target.chars().allMatch(character -> character > ' ' && character < 0x7f)
                || target.indexOf('\\') >= 0
                || target.indexOf('#') >= 0
                || ENCODED_SEPARATOR.matcher(target).find()) {
            return Optional.empty();
        }
        return decoded(target)
                .filter(path -> path.chars().noneMatch(Character::isISOControl))
                .filter(RequestLine::isBelowRoot);
    }

    private static boolean isBelowRoot(String path) {
        var depth = 0;
        for (var segment : path.substring(1).split("/", -1)) {
            if (segment.equals("..")) {
                depth--;
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                depth++;
            }
            if (depth < 0) {
                return false;
            }
        }
        return true;
    }

    /** Decodes the percent-encoding; empty if it is incomplete or not valid UTF-8 in its shortest form. */
    private static Optional<String> decoded(String target) {
        if (target.indexOf('%') < 0) {
            return Optional.of(target);
        }
        var bytes = ByteBuffer.allocate(target.length());
        for (int i = 0; i < target.length(); i++) {
            var character = target.charAt(i);
            if (character != '%') {
                bytes.put((byte) character);
                continue;
            }
            if (!isEscape(target, i)) {
                return Optional.empty();
            }
            bytes.put((byte) Integer.parseInt(target.substring(i + 1, i + 3), 16));
            i += 2;
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isEscape(String target, int percent) {
        return percent + 2 < target.length() && isHex(target.charAt(percent + 1)) && isHex(target.charAt(percent + 2));
    }

    private static boolean isHex(char character) {
        return character < 0x7f && Character.digit(character, 16) >= 0;
    }

    /** Returns the path with all characters encoded that a URI cannot contain. */
    private static String instance(String target) {
        var path = new StringBuilder(target.startsWith("/") ? "" : "/");
        for (int i = 0; i < target.length() && path.length() < MAX_INSTANCE_LENGTH; i++) {
            var character = target.charAt(i);
            var isPlain = character < 0x7f
                    && (Character.isLetterOrDigit(character) || "/-._~!$&'()*+,;=:@".indexOf(character) >= 0);
            if (isPlain || character == '%' && isEscape(target, i)) {
                path.append(character);
            } else {
                for (var octet : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
                    path.append(String.format(Locale.ROOT, "%%%02X", octet));
                }
            }
        }
        return path.toString();
    }
}
