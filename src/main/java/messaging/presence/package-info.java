/**
 * Presence and typing (S-PLUS-5): which users are online, on this replica or another one, and which are typing. Neither is
 * stored. {@code messaging.live} reports connections to this package, and delivers the frames for the events that it fires.
 */
package messaging.presence;
