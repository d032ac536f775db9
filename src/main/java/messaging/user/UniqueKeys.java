package messaging.user;

import java.sql.SQLIntegrityConstraintViolationException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells which field a violated unique key of the table of accounts is about. */
final class UniqueKeys {
    private static final Map<String, String> FIELDS = Map.of("users_username", "username", "users_email", "email");

    private UniqueKeys() {}

    /**
     * Looks for a violated unique key among the causes of an error.
     *
     * @param error what the database threw, wrapped or not
     * @return the field, empty if it was something else
     */
    static Optional<String> violated(Throwable error) {
        // The message ends in the key's name; before that it quotes the value, which may hold anything.
        return Stream.iterate(error, cause -> cause != null, Throwable::getCause)
                .filter(SQLIntegrityConstraintViolationException.class::isInstance)
                .flatMap(cause -> FIELDS.entrySet().stream()
                        .filter(key -> cause.getMessage().endsWith(key.getKey() + "'"))
                        .map(Map.Entry::getValue))
                .findFirst();
    }
}
