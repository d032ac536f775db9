package messaging.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import messaging.json.Json;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import messaging.problem.JsonType;
import messaging.sync.SyncToken;
import messaging.sync.VersionVector;

/** One text message of a WebSocket client: a JSON object with a {@code type}. */
final class ClientMessage {
    static final String AUTH = "auth";
    static final String PING = "ping";
    static final String READ = "read";
    static final String TYPING = "typing";

    private static final List<String> TYPES = List.of(AUTH, PING, READ, TYPING);

    private final JsonNode root;

    private ClientMessage(JsonNode root) {
        this.root = root;
    }

    /**
     * Parses a message.
     *
     * @throws InvalidClientMessage unless it is a JSON object with a string as its type
     */
    static ClientMessage parse(String text) throws InvalidClientMessage {
        JsonNode root;
        try {
            root = Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new InvalidClientMessage(ErrorFrameCode.INVALID_JSON, "The message is not valid JSON.");
        }
        if (!root.isObject()) {
            // An empty message too, which Jackson does not count as malformed.
            throw new InvalidClientMessage(ErrorFrameCode.INVALID_MESSAGE, "The message must be a JSON object.");
        }
        var message = new ClientMessage(root);
        message.text("type");
        return message;
    }

    String type() {
        return root.get("type").textValue();
    }

    /** Returns the exception for a type that clients do not send. */
    InvalidClientMessage unknownType() {
        return invalid(ErrorFrameCode.UNKNOWN_TYPE, FieldError.choice("type", TYPES));
    }

    /** Returns a field that must be a string. */
    String text(String name) throws InvalidClientMessage {
        var value = required(name);
        if (!value.isTextual()) {
            throw invalid(ErrorFrameCode.INVALID_MESSAGE, FieldError.type(name, JsonType.STRING));
        }
        return value.textValue();
    }

    /** Returns a field that must be an ID or a message number. */
    long number(String name) throws InvalidClientMessage {
        var value = required(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw invalid(ErrorFrameCode.INVALID_MESSAGE, FieldError.type(name, JsonType.INTEGER));
        }
        if (value.longValue() < 1) {
            throw invalid(
                    ErrorFrameCode.INVALID_MESSAGE,
                    FieldError.of(name, ErrorCode.TOO_SMALL, Map.of(FieldError.MIN, 1)));
        }
        return value.longValue();
    }

    /** Returns the sync token to resume from, if the client sends one. */
    Optional<SyncToken> since() throws InvalidClientMessage {
        var value = optional("since");
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(parseSyncToken(value.get().isTextual() ? value.get().textValue() : ""));
    }

    /** Parses a sync token. */
    static SyncToken parseSyncToken(String text) throws InvalidClientMessage {
        try {
            return SyncToken.parse("since", text);
        } catch (InvalidInput e) {
            throw new InvalidClientMessage(ErrorFrameCode.INVALID_SINCE, detail(e.errors()), e.errors());
        }
    }

    /** Returns the versions to resume from, by conversation ID, if the client sends them. */
    Optional<Map<Long, Long>> versions() throws InvalidClientMessage {
        var value = optional("versions");
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!value.get().isObject()) {
            throw invalid(ErrorFrameCode.INVALID_VERSIONS, FieldError.type("versions", JsonType.OBJECT));
        }
        Map<String, Long> byName = new HashMap<>();
        value.get()
                .properties()
                .forEach(entry -> byName.put(
                        entry.getKey(),
                        entry.getValue().isIntegralNumber() && entry.getValue().canConvertToLong()
                                ? entry.getValue().longValue()
                                : null));
        if (byName.size() > VersionVector.MAX_CONVERSATIONS) {
            throw invalid(
                    ErrorFrameCode.INVALID_VERSIONS,
                    FieldError.of(
                            "versions",
                            ErrorCode.TOO_MANY_ITEMS,
                            Map.of(FieldError.MAX, VersionVector.MAX_CONVERSATIONS)));
        }
        try {
            return Optional.of(new VersionVector(byName).byId());
        } catch (InvalidInput e) {
            throw new InvalidClientMessage(ErrorFrameCode.INVALID_VERSIONS, detail(e.errors()), e.errors());
        }
    }

    private JsonNode required(String name) throws InvalidClientMessage {
        var value = optional(name);
        if (value.isEmpty()) {
            throw invalid(ErrorFrameCode.INVALID_MESSAGE, FieldError.of(name, ErrorCode.REQUIRED));
        }
        return value.get();
    }

    private Optional<JsonNode> optional(String name) {
        return Optional.ofNullable(root.get(name)).filter(value -> !value.isNull());
    }

    private static InvalidClientMessage invalid(ErrorFrameCode code, FieldError error) {
        var errors = List.of(error);
        return new InvalidClientMessage(code, detail(errors), errors);
    }

    /** Describes field errors in one sentence. */
    static String detail(List<FieldError> errors) {
        return String.join(
                        "; ",
                        errors.stream()
                                .map(error -> error.field() + " " + error.message())
                                .toList())
                + ".";
    }
}
