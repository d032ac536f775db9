package messaging.admin;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What happened on the server over time.
 *
 * @param by length of a step
 * @param from beginning of the first step
 * @param to the moment after the last one
 * @param totals how many there are now
 * @param points one for each step, in order, without gaps
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
     * How many there are now.
     *
     * @param users accounts
     * @param activeUsers accounts that are not deactivated
     * @param conversations that are not deleted
     * @param messages that are not deleted
     */
    @Schema(name = "StatisticsTotals", description = "Current totals")
    public record TotalsView(
            @Schema(examples = "120", required = true) long users,

            @Schema(name = "active_users", examples = "118", required = true, description = "Not deactivated")
            long activeUsers,

            @Schema(examples = "44", required = true) long conversations,

            @Schema(examples = "5120", required = true) long messages) {}

    /**
     * One step.
     *
     * @param at its beginning
     * @param messages sent
     * @param senders how many people sent them
     * @param activeUsers how many people used the server
     * @param registrations new accounts
     * @param connections most live connections at a time
     * @param eventStreams most by server-sent events at a time
     * @param websockets most by WebSocket at a time
     */
    @Schema(name = "StatisticsPoint", description = "Activity in one interval")
    public record PointView(
            @Schema(examples = "2026-01-31T00:00:00Z", required = true, description = "Its beginning")
            Instant at,

            @Schema(examples = "410", required = true, description = "Sent, deleted ones too")
            long messages,

            @Schema(examples = "37", required = true, description = "How many people sent them")
            long senders,

            @Schema(
                    name = "active_users",
                    examples = "61",
                    required = true,
                    description = "How many people used the server")
            long activeUsers,

            @Schema(examples = "2", required = true, description = "New accounts")
            long registrations,

            @Schema(
                    examples = "48",
                    required = true,
                    description =
                            "Most live connections at a time, all servers together, as counted every five minutes")
            long connections,

            @Schema(
                    name = "event_streams",
                    examples = "5",
                    required = true,
                    description = "Most of them by server-sent events at a time")
            long eventStreams,

            @Schema(examples = "44", required = true, description = "Most of them by WebSocket at a time")
            long websockets) {}
}
