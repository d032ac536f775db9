package messaging.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.core.Response.Status;
import java.lang.reflect.Field;
import java.util.Map;
import messaging.paging.ListParameters;
import messaging.settings.Settings;
import org.junit.jupiter.api.Test;

/** The directory can be switched off. */
class DirectorySwitchTest {

    @Test // S-API-15
    void isNotThereWhenSwitchedOff() throws ReflectiveOperationException {
        UsersResource resource = withoutDirectory();
        DirectoryDisabled answer =
                assertThrows(DirectoryDisabled.class, () -> resource.directory(new ListParameters()));
        assertEquals(Status.NOT_FOUND, answer.status());
    }

    /** A resource as the container would make it, as far as this subject goes. */
    private static UsersResource withoutDirectory() throws ReflectiveOperationException {
        Settings settings = Settings.from(Map.of("DB_PASSWORD", "x", "DEBUG", "true", "DIRECTORY_ENABLED", "false"));
        UsersResource resource = new UsersResource();
        Field field = UsersResource.class.getDeclaredField("settings");
        field.setAccessible(true);
        field.set(resource, settings);
        return resource;
    }
}
