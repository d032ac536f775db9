package messaging.admin;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import messaging.admin.StatisticsParameters.TimeRange;

/** Statistics over time (S-WEB-2). */
@Stateless
public class StatisticsService {
    private static final Duration SAMPLE_INTERVAL = Duration.ofMinutes(5);

    private Statistics statistics;

    /** For the container. */
    public StatisticsService() {}

    @Inject
    StatisticsService(Statistics statistics) {
        this.statistics = statistics;
    }

    /**
     * Reads the statistics of a time range.
     *
     * @param range the range
     * @return one point per interval
     */
    public StatisticsView read(TimeRange range) {
        return new StatisticsView(range.by(), range.from(), range.to(), statistics.totals(), statistics.points(range));
    }

    /**
     * Stores which users were active in an hour; users that are already stored are ignored.
     *
     * @param hour start of the hour
     * @param users user IDs
     */
    public void storeActiveUsers(Instant hour, Set<Long> users) {
        statistics.storeActiveUsers(hour, users);
    }

    /**
     * Stores the number of live connections of a server. Of each five minutes, only the latest number is kept.
     *
     * @param server 16 bytes that identify this run of a server
     * @param now time of the sample
     * @param eventStreams connections by server-sent events
     * @param webSockets connections by WebSocket
     */
    public void storeConnections(byte[] server, Instant now, int eventStreams, int webSockets) {
        statistics.storeConnections(server, Granularity.startOf(now, SAMPLE_INTERVAL), eventStreams, webSockets);
    }

    /**
     * Deletes samples that are older than the longest range of one request.
     *
     * @param now the current time
     */
    public void deleteSamples(Instant now) {
        statistics.deleteSamples(now.minus(Granularity.DAY.step().multipliedBy(StatisticsParameters.MAX_STEPS)));
    }
}
