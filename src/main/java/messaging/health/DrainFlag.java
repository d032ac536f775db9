package messaging.health;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import messaging.settings.Settings;

/**
 * The drain flag: a file, so that only a process on the machine can set it. Not an enterprise bean, because every
 * request reads it, including the first ones during startup.
 */
@ApplicationScoped
public class DrainFlag {
    @Inject
    private Settings settings;

    private Optional<Path> file = Optional.empty();

    @PostConstruct
    void find() {
        file = settings.drain().flag();
    }

    /**
     * Returns whether this server is draining and must receive no new clients.
     *
     * @return true from the moment at which the flag is set
     */
    public boolean isSet() {
        return file.filter(Files::exists).isPresent();
    }

    /** Returns whether a flag file is configured. */
    boolean isKnown() {
        return file.isPresent();
    }

    /** Removes the flag; returns false if it was not set. */
    boolean remove() {
        try {
            return file.isPresent() && Files.deleteIfExists(file.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
