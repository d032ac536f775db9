/**
 * Conversations and who takes part in them (S-API-7). A conversation numbers its messages and its durable changes under
 * its row's lock; what a message is, is the {@code message} package's. Deleting a conversation, or removing a
 * participant, leaves a row that says so.
 */
package messaging.conversation;
