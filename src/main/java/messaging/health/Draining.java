package messaging.health;

/**
 * Fired when this server is drained, when a drain is undone, and before the server stops without having been drained.
 *
 * @param on true: observers close their connections and have the clients reconnect to another server; false: observers
 *     accept connections again
 */
public record Draining(boolean on) {}
