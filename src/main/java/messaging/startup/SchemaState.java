package messaging.startup;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Whether the schema is at the version that this server requires. Separate from the class that migrates it: a probe
 * reads it during startup, when calls to enterprise beans block.
 */
@ApplicationScoped
public class SchemaState {
    private volatile boolean migrated;

    void reached() {
        migrated = true;
    }

    /** Returns whether the schema is migrated. */
    public boolean isMigrated() {
        return migrated;
    }
}
