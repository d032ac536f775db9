package messaging.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import messaging.startup.SchemaState;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Startup check: the schema is migrated. */
@Startup
@ApplicationScoped
public class StartupCheck implements HealthCheck {
    @Inject
    private SchemaState state;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("migrated").status(state.isMigrated()).build();
    }
}
