package messaging.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import messaging.auth.jwt.SigningKeys;

/** Generates and edits values of {@code SIGNING_KEYS}. The commands print the new value; the operator sets it. */
final class KeyCommands {
    private static final String KEYS = "SIGNING_KEYS";
    private static final String ACTIVE = "SIGNING_KEY_ID";

    private final Map<String, String> environment;

    KeyCommands(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Returns a set with one new key, or the current set with an additional key. */
    String generate(boolean add) {
        return add ? SigningKeys.addKey(currentKeys()) : SigningKeys.generateSetting();
    }

    /** Returns the current set without a key. */
    String remove(String id) {
        var keys = currentKeys();
        if (Optional.ofNullable(environment.get(ACTIVE))
                .map(String::strip)
                .filter(id::equals)
                .isPresent()) {
            throw new CommandFailed("Key " + id + " is the signing key; set " + ACTIVE + " to another key first");
        }
        return SigningKeys.removeKey(keys, id)
                .orElseThrow(() -> new CommandFailed(KEYS + " must contain the key " + id
                        + " and another one; it contains " + String.join(", ", SigningKeys.ids(keys))));
    }

    /** Returns the IDs of the current set, in its order. */
    List<String> ids() {
        return SigningKeys.ids(currentKeys());
    }

    private String currentKeys() {
        return Optional.ofNullable(environment.get(KEYS))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new CommandFailed(KEYS + " is required"));
    }
}
