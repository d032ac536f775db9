package messaging.health;

/**
 * This server is about to stop, or was and is not any more. Fired once for each time that it is drained, once when that is
 * taken back, and before it stops without having been drained.
 *
 * @param on true: whoever holds connections open ends them now, and tells the client to go on elsewhere from where it was;
 *     false: connections are taken again
 */
public record Draining(boolean on) {}
