/**
 * Live connections (S-PLUS-5, S-PLUS-9): event streams and the WebSocket. {@code ConnectionAdmission} admits connections,
 * {@code CatchUp} sends them what their clients missed, and {@code Hub} delivers changes to them as they happen: those of this
 * replica, those that the others report through {@code messaging.cluster}, and those that {@code ChangePoller} finds in the
 * database. Which changes a participant receives is decided by {@code messaging.sync.ChangeSet}. {@code messaging.presence}
 * decides who is online. This package changes no data.
 */
package messaging.live;
