package messaging.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.core.Response.Status;
import java.util.Map;
import messaging.paging.ListParameters;
import messaging.settings.Settings;
import org.junit.jupiter.api.Test;

/** The setting that disables the directory. */
class DirectorySwitchTest {

    @Test // S-API-15
    void disabledDirectoryIsNotFound() {
        UsersResource resource = withoutDirectory();
        DirectoryDisabled answer =
                assertThrows(DirectoryDisabled.class, () -> resource.directory(new ListParameters()));
        assertEquals(Status.NOT_FOUND, answer.status());
    }

    private static UsersResource withoutDirectory() {
        var settings = Settings.from(Map.of("DB_PASSWORD", "x", "DEBUG", "true", "DIRECTORY_ENABLED", "false"));
        return new UsersResource(null, null, null, null, settings);
    }
}
