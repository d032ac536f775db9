package messaging.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folders of the checkout that the launcher uses, and what it does with folders. */
final class Folders {

    private Folders() {}

    /** The checkout; Maven's test plugins set {@code basedir}, the start command runs in the folder itself. */
    static Path checkout() {
        return Path.of(System.getProperty("basedir", "")).toAbsolutePath().normalize();
    }

    static Path target() {
        return checkout().resolve("target");
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new LaunchFailure("Cannot delete " + folder, e);
        }
    }
}
