package messaging.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import messaging.startup.StartUp;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started: the schema is migrated. */
@Startup
@ApplicationScoped
public class StartedCheck implements HealthCheck {
    @Inject
    private StartUp startUp;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("migrated")
                .status(startUp.isMigrated())
                .build();
    }
}
