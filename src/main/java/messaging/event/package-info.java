/**
 * Live delivery and catching up (S-PLUS-5, S-PLUS-9): {@code sync/}, server-sent events, the WebSocket, typing and presence.
 * Changes are read from the rows that the other packages stamp with versions; there is no second log. A message sent on the
 * same server is not read again: its send passes it on. {@code Reception} admits connections, {@code Hub} delivers to them,
 * {@code Fanout} notifies other servers, and {@code Lookout} finds changes in the database that no server was notified of.
 * This package changes no data.
 */
package messaging.event;
