package messaging.admin;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Activity on the server over time.
 *
 * @param by length of the intervals
 * @param from start of the first interval
 * @param to end of the last interval, exclusive
 * @param totals current totals
 * @param points one per interval, in order, without gaps
 */
@Schema(name = "Statistics", description = "Activity on the server over time")
public record StatisticsView(
        @Schema(required = true) Granularity by,

        @Schema(examples = "2026-01-01T00:00:00Z", required = true)
        Instant from,

        @Schema(examples = "2026-01-31T09:30:00Z", required = true)
        Instant to,

        @Schema(required = true) TotalsView totals,

        @Schema(required = true) List<PointView> points) {

    /**
     * Current totals.
     *
     * @param users accounts
     * @param activeUsers accounts that are not deactivated
     * @param conversations conversations that are not deleted
     * @param messages messages that are not deleted
     */
    @Schema(name = "StatisticsTotals", description = "Current totals")
    public record TotalsView(
            @Schema(examples = "120", required = true) long users,

            @Schema(name = "active_users", examples = "118", required = true, description = "Not deactivated")
            long activeUsers,

            @Schema(examples = "44", required = true) long conversations,

            @Schema(examples = "5120", required = true) long messages) {}

    /**
     * Activity in one interval.
     *
     * @param at start of the interval
     * @param messages sent messages
     * @param senders number of users who sent messages
     * @param activeUsers number of users who used the server
     * @param registrations new accounts
     * @param connections maximum number of live connections
     * @param eventStreams maximum number of connections by server-sent events
     * @param websockets maximum number of connections by WebSocket
     */
    @Schema(name = "StatisticsPoint", description = "Activity in one interval")
    public record PointView(
            @Schema(examples = "2026-01-31T00:00:00Z", required = true, description = "Start of the interval")
            Instant at,

            @Schema(examples = "410", required = true, description = "Sent messages, including deleted ones")
            long messages,

            @Schema(examples = "37", required = true, description = "Number of users who sent messages")
            long senders,

            @Schema(
                    name = "active_users",
                    examples = "61",
                    required = true,
                    description = "Number of users who used the server")
            long activeUsers,

            @Schema(examples = "2", required = true, description = "New accounts")
            long registrations,

            @Schema(
                    examples = "48",
                    required = true,
                    description = "Maximum number of live connections on all servers, sampled every five minutes")
            long connections,

            @Schema(
                    name = "event_streams",
                    examples = "5",
                    required = true,
                    description = "Maximum number by server-sent events")
            long eventStreams,

            @Schema(examples = "44", required = true, description = "Maximum number by WebSocket")
            long websockets) {}
}
