package messaging.inbox;

import java.time.Instant;

/**
 * A participant's read receipt advances, which all participants see. Fired in the transaction.
 *
 * @param conversation id of the conversation
 * @param user id of the participant
 * @param firstSeq number of the first message that the receipt covers, the first one after the participant joined
 * @param seq number of the last read message
 * @param at time of reading, UTC
 */
public record ReadReceiptAdvanced(long conversation, long user, long firstSeq, long seq, Instant at) {}
