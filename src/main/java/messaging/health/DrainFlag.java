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
 * Says whether this server shall get no new clients. It is a file, so that only who is on the machine can set it. No
 * enterprise bean, because every request asks, the first ones while the application starts.
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
     * Whether this server shall get no new clients.
     *
     * @return true from the moment on at which the flag is set
     */
    public boolean isSet() {
        return file.filter(Files::exists).isPresent();
    }

    /** Whether there can be a flag at all. */
    boolean isKnown() {
        return file.isPresent();
    }

    /** Takes the flag away; false if there was none. */
    boolean remove() {
        try {
            return file.isPresent() && Files.deleteIfExists(file.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
