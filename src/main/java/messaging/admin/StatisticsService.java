package messaging.admin;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import messaging.admin.StatisticsParameters.Span;

/** Statistics over time (S-WEB-2). */
@Stateless
public class StatisticsService {
    private static final Duration SAMPLE = Duration.ofMinutes(5);

    @Inject
    private Statistics counts;

    /**
     * What happened in a span of time.
     *
     * @param span the span
     * @return a point for each step
     */
    public StatisticsView read(Span span) {
        return new StatisticsView(span.by(), span.from(), span.to(), counts.totals(), counts.points(span));
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

    /**
     * Notes how many live connections a server has; of the same five minutes only the latest count is kept.
     *
     * @param server 16 bytes that name this run of a server
     * @param now when they were counted
     * @param eventStreams connections by server-sent events
     * @param webSockets connections by WebSocket
     */
    public void sample(byte[] server, Instant now, int eventStreams, int webSockets) {
        counts.sample(server, Granularity.begin(now, SAMPLE), eventStreams, webSockets);
    }

    /**
     * Forgets what no longer can be asked for in one piece.
     *
     * @param now the present time
     */
    public void forgetSamples(Instant now) {
        counts.forgetSamples(now.minus(Granularity.DAY.step().multipliedBy(StatisticsParameters.MAX_STEPS)));
    }
}
