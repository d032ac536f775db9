package messaging.launch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder with a developer's data, owned by one launcher at a time.
 *
 * <p>The operating system gives the lock back when its owner dies, however that happens. So the process that has the lock and
 * still finds servers running on the folder knows that they are orphans.
 */
final class DataFolder implements AutoCloseable {

    private static final String NAME = ".data";

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Where this checkout has its data. */
    static Path ofCheckout() {
        return Folders.checkout().resolve(NAME);
    }

    /** The folder of this checkout. */
    static DataFolder open() {
        return open(ofCheckout());
    }

    static DataFolder open(Path path) {
        Path lockFile = path.resolve("lock");
        try {
            Folders.createPrivate(path);
            FileChannel channel = FileChannel.open(
                    lockFile, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            // Not closed with the block: the lock lives as long as the channel.
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new LaunchFailure("Another start is running on the data in " + path + " (process "
                        + Files.readString(lockFile).strip() + "); stop it first");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new DataFolder(path, channel);
        } catch (IOException e) {
            throw new LaunchFailure("Cannot write to the data folder " + path + " ("
                    + e.getClass().getSimpleName() + "); does it belong to another user?");
        }
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock goes with this process anyway.
        }
    }
}
