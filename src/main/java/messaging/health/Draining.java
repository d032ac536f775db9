package messaging.health;

/**
 * This server is about to stop. Whoever holds connections open ends them now, and tells the client to go on elsewhere
 * from where it was. Fired once for each time that the server is drained, and before it stops without having been.
 *
 * @param undrained whether the server stops at once, with no time before
 */
public record Draining(boolean undrained) {}
