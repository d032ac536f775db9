/**
 * Messages of a conversation (S-API-8): sending, reading, editing, deleting, mentions and reactions. A send numbers the
 * message under the conversation's lock, so numbers have no gaps, and moves the sender's read pointer in the same transaction
 * (ADR 0034). Concurrent sends share a transaction (ADR 0036): {@code GroupCommit} forms the batches, {@code SendTransaction}
 * executes them. Access to conversations is left to the {@code conversation} package.
 */
package messaging.message;
