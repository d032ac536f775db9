/**
 * Live delivery and what was missed (S-PLUS-5, S-PLUS-9): {@code sync/}, server-sent events, the WebSocket, typing and
 * presence. What changed is read from the rows that the other packages stamp with versions; there is no second log. The
 * hub tells the connections of this server, the fan-out other servers. It changes nothing itself.
 */
package messaging.event;
