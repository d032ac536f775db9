/**
 * Messages of a conversation (S-API-8): sending, reading, editing, deleting. A message gets its numbers from its
 * conversation under the conversation's lock, so they have no gaps; the same transaction moves the sender's read
 * pointer (ADR 0034). Concurrent sends share a transaction: {@code GroupCommit}
 * decides which, {@code SendTransaction} executes them (ADR 0036). Who may see a conversation is the {@code conversation} package's.
 */
package messaging.message;
