package messaging.user;

import java.sql.SQLIntegrityConstraintViolationException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Maps violated unique keys of the accounts table to fields. */
final class UniqueKeys {
    private static final Map<String, String> FIELDS = Map.of("users_username", "username", "users_email", "email");

    private UniqueKeys() {}

    /**
     * Returns the field whose unique key an error violates.
     *
     * @param error the error that the database reported, or one that it caused
     * @return the field; empty if the error has another cause
     */
    static Optional<String> violated(Throwable error) {
        // The message ends with the name of the key. Before that, it quotes the value, which can contain anything.
        return Stream.iterate(error, cause -> cause != null, Throwable::getCause)
                .filter(SQLIntegrityConstraintViolationException.class::isInstance)
                .flatMap(cause -> FIELDS.entrySet().stream()
                        .filter(key -> cause.getMessage().endsWith(key.getKey() + "'"))
                        .map(Map.Entry::getValue))
                .findFirst();
    }
}
