package messaging.auth.jwt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Validates the syntax of a signed token before the library parses it. The library is more lenient: of duplicate claims it
 * uses the last, where other parsers use the first, and it fails on values that are not objects or are nested too deeply.
 */
final class JwtSyntax {
    // Far more than any valid token needs.
    private static final int MAX_LENGTH = 8_192;
    private static final int MAX_NESTING = 20;
    private static final String CRITICAL = "crit";
    private static final Set<String> TIMES = Set.of("exp", "nbf", "iat");
    // The end of the year 9999. Much later times would overflow when converted to a date.
    private static final double LAST_TIME = 253_402_300_799.0;
    private static final Pattern PARTS = Pattern.compile("([\\w-]+)\\.([\\w-]+)\\.([\\w-]+)");
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JwtSyntax() {}

    /**
     * Returns whether a token has three parts in canonical base64url. The first two must be JSON objects without duplicate
     * names and with numeric times, and must not require extensions ({@code crit}), because none are supported.
     */
    static boolean isValid(String token) {
        var parts = PARTS.matcher(token);
        if (token.length() > MAX_LENGTH || !parts.matches()) {
            return false;
        }
        try {
            decoded(parts.group(3));
            return !names(parts.group(1)).contains(CRITICAL)
                    && !names(parts.group(2)).isEmpty();
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static Set<String> names(String part) throws IOException {
        try (JsonParser json = JSON.createParser(decoded(part))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonParseException(json, "not an object");
            }
            var names = new HashSet<String>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var name = json.currentName();
                names.add(name);
                json.nextToken();
                if (TIMES.contains(name) && !isTime(json)) {
                    throw new JsonParseException(json, "not a time");
                }
                json.skipChildren();
            }
            if (json.nextToken() != null) {
                throw new JsonParseException(json, "content after the object");
            }
            return names;
        }
    }

    private static boolean isTime(JsonParser json) throws IOException {
        return json.currentToken().isNumeric() && Math.abs(json.getDoubleValue()) <= LAST_TIME;
    }

    // The last character has unused bits: without this check, a modified token could decode to the same bytes.
    private static byte[] decoded(String part) {
        var bytes = Base64.getUrlDecoder().decode(part);
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
            throw new IllegalArgumentException("not canonical base64url");
        }
        return bytes;
    }
}
