/**
 * Conversations as each participant sees them (S-PLUS-1, S-PLUS-3): the list with last message and unread count, the read
 * pointer, read receipts and preferences. This state is each participant's own: changing it neither locks a conversation nor
 * raises its version. Changes for all participants are left to {@code conversation} and {@code message}; a send also moves
 * the sender's read pointer.
 */
package messaging.inbox;
