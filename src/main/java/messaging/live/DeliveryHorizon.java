package messaging.live;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import messaging.sync.SyncToken;

/**
 * The time up to which this replica has delivered every committed change to its connections. Clients can resume from it, so
 * frames carry it as their sync token.
 */
@ApplicationScoped
public class DeliveryHorizon {
    private volatile Optional<SyncToken> token = Optional.empty();

    /** Returns the sync token of the horizon; empty until the first polls after the start have completed. */
    Optional<SyncToken> token() {
        return token;
    }

    void advanceTo(Instant time) {
        token = Optional.of(SyncToken.at(time));
    }
}
