/**
 * How each participant sees their conversations (S-PLUS-1, S-PLUS-3): the list with last message and unread count, how
 * far they have read, the receipts that others see, and whether they keep a conversation muted, archived or pinned. All
 * of it is somebody's own: it neither takes a conversation's lock nor raises its version. What is a change for everybody
 * is left to {@code conversation} and {@code message}.
 */
package messaging.inbox;
