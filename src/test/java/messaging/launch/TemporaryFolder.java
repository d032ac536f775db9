package messaging.launch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Folders for databases of one test run, and the clearing up after runs that were killed. */
final class TemporaryFolder {

    private static final String PREFIX = "messaging-database-";
    private static final String OWNER = "owner.pid";

    private TemporaryFolder() {}

    /** A new folder, marked as this process's own. */
    static Path create() {
        try {
            Path folder = Files.createTempDirectory(PREFIX);
            ownerOf(folder).write(ProcessHandle.current().pid());
            return folder;
        } catch (IOException e) {
            throw new LaunchFailure("Cannot make a temporary folder", e);
        }
    }

    /** The folders that the current user's killed test runs left behind. */
    static List<Path> abandoned() {
        List<Path> found = new ArrayList<>();
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                boolean ours = Files.isWritable(folder) && Files.exists(folder.resolve(OWNER));
                if (ours && ownerOf(folder).running().isEmpty()) {
                    found.add(folder);
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return found;
    }

    private static PidFile ownerOf(Path folder) {
        return new PidFile(folder.resolve(OWNER), "java");
    }
}
