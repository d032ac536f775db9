package messaging.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Readiness check: the server is not draining. */
@Readiness
@ApplicationScoped
public class DrainCheck implements HealthCheck {
    @Inject
    private DrainFlag flag;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("not draining").status(!flag.isSet()).build();
    }
}
