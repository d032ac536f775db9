package messaging.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
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

    /** A folder that other users cannot look into, where the file system knows modes. */
    static void createPrivate(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
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

    /**
     * Copies a folder with everything in it.
     *
     * @param without names of folders at the top that are left out
     */
    static void copy(Path from, Path to, Set<String> without) {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Path relative = from.relativize(path);
                Path target = to.resolve(relative);
                if (without.contains(relative.getName(0).toString())) {
                    continue;
                }
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new LaunchFailure("Cannot copy " + from + " to " + to, e);
        }
    }
}
