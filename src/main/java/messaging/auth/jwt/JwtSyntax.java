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
 * The form of a signed token, checked before a library reads it that is more lenient: it takes the last of several claims
 * of one name where another reader takes the first, and fails at what is no object or nested a thousand times.
 */
final class JwtSyntax {
    // No honest token here comes near; a longer one isn't worth the work of parsing it.
    private static final int MAX_LENGTH = 8_192;
    private static final int MAX_NESTING = 20;
    private static final String CRITICAL = "crit";
    private static final Set<String> TIMES = Set.of("exp", "nbf", "iat");
    // The end of the year 9999; what is far beyond would wrap around when it becomes a date.
    private static final double LAST_TIME = 253_402_300_799.0;
    private static final Pattern PARTS = Pattern.compile("([\\w-]+)\\.([\\w-]+)\\.([\\w-]+)");
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JwtSyntax() {}

    /**
     * Whether the token has three parts in the only spelling of base64url that they have, of which the first two are JSON
     * objects without duplicate names and with numbers for times, and asks for no extension to be understood: there is
     * none here.
     */
    static boolean isSound(String token) {
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
                throw new JsonParseException(json, "no object");
            }
            var names = new HashSet<String>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var name = json.currentName();
                names.add(name);
                json.nextToken();
                if (TIMES.contains(name) && !isTime(json)) {
                    throw new JsonParseException(json, "no time");
                }
                json.skipChildren();
            }
            if (json.nextToken() != null) {
                throw new JsonParseException(json, "more than an object");
            }
            return names;
        }
    }

    private static boolean isTime(JsonParser json) throws IOException {
        return json.currentToken().isNumeric() && Math.abs(json.getDoubleValue()) <= LAST_TIME;
    }

    // The last character has bits that say nothing. With another one there a changed token would pass for the same.
    private static byte[] decoded(String part) {
        var bytes = Base64.getUrlDecoder().decode(part);
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
            throw new IllegalArgumentException("another spelling");
        }
        return bytes;
    }
}
