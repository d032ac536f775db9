package messaging.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class ManageCommandTest {

    @Test
    void takesTheClassPathOfMavensClassLoader() throws IOException {
        URL[] places = {
            URI.create("file:/a%20folder/classes/").toURL(),
            URI.create("file:/b.jar").toURL()
        };
        try (URLClassLoader loader = new URLClassLoader(places)) {
            assertEquals("/a folder/classes" + File.pathSeparator + "/b.jar", ManageCommand.classPath(loader));
        }
    }

    @Test
    void takesTheClassPathOfThisProcessOtherwise() {
        assertEquals(
                System.getProperty("java.class.path"), ManageCommand.classPath(ClassLoader.getPlatformClassLoader()));
    }
}
