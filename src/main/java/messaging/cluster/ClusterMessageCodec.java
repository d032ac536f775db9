package messaging.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import java.util.Optional;
import messaging.json.Json;

/** Encodes cluster messages as JSON. */
final class ClusterMessageCodec {
    private static final ObjectWriter WRITER = Json.MAPPER.writerFor(ClusterMessage.class);
    private static final ObjectReader READER =
            Json.MAPPER.readerFor(ClusterMessage.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private ClusterMessageCodec() {}

    static String encode(ClusterMessage message) {
        try {
            return WRITER.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cluster message cannot be encoded", e);
        }
    }

    /**
     * Decodes a message.
     *
     * @return empty if this version does not know the kind
     * @throws JsonProcessingException if the text is not a message
     */
    static Optional<ClusterMessage> decode(String text) throws JsonProcessingException {
        try {
            return Optional.of(READER.readValue(text));
        } catch (InvalidTypeIdException e) {
            return Optional.empty();
        }
    }
}
