package messaging.user;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UniqueKeysTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // MariaDB's messages, then MySQL's
                "Duplicate entry 'Ama' for key 'users_username'                         | username",
                "Duplicate entry 'a@example.com' for key 'users_email'                  | email",
                "Duplicate entry 'Ama' for key 'users.users_username'                   | username",
                "Duplicate entry 'a@example.com' for key 'users.users_email'            | email",
                "Duplicate entry 'users_email' for key 'users.users_username'           | username",
                "Duplicate entry 'x' for key 'users_email'' for key 'users_username'    | username",
            })
    void violatedKeyIsMappedToItsField(String message, String field) {
        assertEquals(Optional.of(field), UniqueKeys.violated(wrapped(message)));
    }

    @Test
    void otherErrorIsNotMapped() {
        assertEquals(Optional.empty(), UniqueKeys.violated(wrapped("Duplicate entry '1' for key 'PRIMARY'")));
        assertEquals(
                Optional.empty(),
                UniqueKeys.violated(new PersistenceException(new SQLException("for key 'users_email'"))));
        assertEquals(Optional.empty(), UniqueKeys.violated(new PersistenceException()));
    }

    private static PersistenceException wrapped(String message) {
        return new PersistenceException(new RuntimeException(new SQLIntegrityConstraintViolationException(message)));
    }
}
