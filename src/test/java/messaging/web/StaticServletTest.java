package messaging.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// S-RUN-5
class StaticServletTest {
    @TempDir
    private Path parent;

    private Path folder;

    @BeforeEach
    void fill() throws IOException {
        folder = Files.createDirectories(parent.resolve("static")).toRealPath();
        Files.writeString(parent.resolve("secret.txt"), "secret");
        Files.createDirectories(folder.resolve("img"));
        Files.writeString(folder.resolve("img/logo.svg"), "<svg/>");
        Files.writeString(folder.resolve(".hidden"), "hidden");
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(folder.resolve(".git/config"), "hidden");
        Files.createSymbolicLink(folder.resolve("out.txt"), parent.resolve("secret.txt"));
        Files.createSymbolicLink(folder.resolve("in.svg"), folder.resolve("img/logo.svg"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"img/logo.svg", "in.svg", "img/../img/logo.svg"})
    void filesInTheFolderAreFound(String path) {
        assertEquals(Optional.of(folder.resolve("img/logo.svg")), StaticServlet.within(folder, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "img",
                "img/",
                "nothing.txt",
                "../secret.txt",
                "img/../../secret.txt",
                "out.txt",
                ".hidden",
                ".git/config",
                "/etc/passwd",
                "a\0b"
            })
    void filesOutsideAreNotFound(String path) {
        assertEquals(Optional.empty(), StaticServlet.within(folder, path));
    }

    @Test
    void missingFolderContainsNothing() {
        assertTrue(StaticServlet.within(parent.resolve("missing"), "logo.svg").isEmpty());
    }
}
