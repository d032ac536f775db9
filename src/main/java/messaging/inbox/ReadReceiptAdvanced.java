package messaging.inbox;

import java.time.Instant;

/**
 * Somebody has read further than before: what others see as a receipt. Fired in the transaction.
 *
 * @param conversation id of the conversation
 * @param user id of the account that has read
 * @param firstSeq number of the first message that the receipt covers, the first one after they joined
 * @param seq number of the message up to which they have read
 * @param at when, UTC
 */
public record ReadReceiptAdvanced(long conversation, long user, long firstSeq, long seq, Instant at) {}
