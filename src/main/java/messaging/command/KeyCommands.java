package messaging.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import messaging.auth.jwt.SigningKeys;

/** Makes and changes values of {@code SIGNING_KEYS}; the commands print the new value and leave setting it to others. */
final class KeyCommands {
    private static final String KEYS = "SIGNING_KEYS";
    private static final String ACTIVE = "SIGNING_KEY_ID";

    private final Map<String, String> environment;

    KeyCommands(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** A set of one new key, or the present set with one more. */
    String generate(boolean add) {
        return add ? SigningKeys.addKey(present()) : SigningKeys.generateSetting();
    }

    /** The present set without a key. */
    String remove(String id) {
        var keys = present();
        if (Optional.ofNullable(environment.get(ACTIVE))
                .map(String::strip)
                .filter(id::equals)
                .isPresent()) {
            throw new CommandFailed("The key " + id + " signs: " + ACTIVE + " names it.");
        }
        return SigningKeys.removeKey(keys, id)
                .orElseThrow(() -> new CommandFailed(KEYS + " has no key " + id + " beside another; it has "
                        + String.join(", ", SigningKeys.ids(keys))));
    }

    /** The ids of the present set, in its order. */
    List<String> ids() {
        return SigningKeys.ids(present());
    }

    private String present() {
        return Optional.ofNullable(environment.get(KEYS))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new CommandFailed(KEYS + " is missing"));
    }
}
