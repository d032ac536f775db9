package messaging.admin;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Set;
import messaging.admin.CountsParameters.Span;

/** Counts over time (S-WEB-2). */
@Stateless
public class CountsService {
    @Inject
    private Counts counts;

    /**
     * What happened in a span of time.
     *
     * @param span the span
     * @return a point for each step
     */
    public CountsView read(Span span) {
        return new CountsView(span.by().word(), span.from(), span.to(), counts.totals(), counts.points(span));
    }

    /**
     * Notes who used the server in an hour; it is no error if that was noted before.
     *
     * @param hour its beginning
     * @param users ids of accounts
     */
    public void see(Instant hour, Set<Long> users) {
        counts.see(hour, users);
    }
}
