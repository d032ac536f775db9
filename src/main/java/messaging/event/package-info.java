/**
 * Live delivery and what was missed (S-PLUS-5, S-PLUS-9): {@code sync/}, server-sent events, the WebSocket, typing and
 * presence. What changed is read from the rows that the other packages stamp with versions; there is no second log. A message that
 * was sent on the same server is not read: its send hands it over. The
 * reception takes in who listens, the hub tells them, the fan-out tells other servers, and the lookout finds in the
 * database what nobody told. It changes nothing itself.
 */
package messaging.event;
