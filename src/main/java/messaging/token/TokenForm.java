package messaging.token;

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
final class TokenForm {
    // No honest token here comes near; a longer one isn't worth the work of parsing it.
    private static final int MAX_LENGTH = 8_192;
    private static final int MAX_NESTING = 20;
    private static final String CRITICAL = "crit";
    private static final Pattern PARTS = Pattern.compile("([\\w-]+)\\.([\\w-]+)\\.[\\w-]+");
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private TokenForm() {}

    /**
     * Whether the token has three parts, of which the first two are JSON objects without duplicate names, and asks for no
     * extension to be understood: there is none here.
     */
    static boolean isSound(String token) {
        var parts = PARTS.matcher(token);
        if (token.length() > MAX_LENGTH || !parts.matches()) {
            return false;
        }
        try {
            return !names(parts.group(1)).contains(CRITICAL)
                    && !names(parts.group(2)).isEmpty();
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static Set<String> names(String part) throws IOException {
        try (JsonParser json = JSON.createParser(Base64.getUrlDecoder().decode(part))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonParseException(json, "no object");
            }
            var names = new HashSet<String>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                names.add(json.currentName());
                json.nextToken();
                json.skipChildren();
            }
            if (json.nextToken() != null) {
                throw new JsonParseException(json, "more than an object");
            }
            return names;
        }
    }
}
