package messaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of the checkout, for tests of documents. */
final class ProjectFiles {
    static final Path ROOT = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

    private ProjectFiles() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
