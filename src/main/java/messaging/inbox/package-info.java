/**
 * How each participant sees their conversations (S-PLUS-1, S-PLUS-3): the list with last message and unread count, how
 * far they have read, the receipts that others see, and whether they updatePreferences a conversation muted, archived or pinned. All
 * of it is a participant's own: this package neither locks a conversation nor raises its version. Changes for all
 * participants are left to {@code conversation} and {@code message}; a send also moves its sender's read pointer.
 */
package messaging.inbox;
