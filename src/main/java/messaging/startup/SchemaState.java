package messaging.startup;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Whether the schema is as this version needs it. Apart from what brings it there: a probe asks while the application
 * starts, and until that is done the container makes whoever asks an enterprise bean wait.
 */
@ApplicationScoped
public class SchemaState {
    private volatile boolean migrated;

    void reached() {
        migrated = true;
    }

    /**
     * Whether the schema is as this version needs it.
     *
     * @return true once migrated
     */
    public boolean isMigrated() {
        return migrated;
    }
}
