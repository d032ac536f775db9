package messaging.warmup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Readiness check: the warm-up is over. */
@Readiness
@ApplicationScoped
public class WarmCheck implements HealthCheck {
    @Inject
    private WarmUpState state;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("warm").status(state.isOver()).build();
    }
}
