package messaging.message;

/**
 * The read pointer of a message's sender (S-PLUS-3, ADR 0016).
 *
 * @param readSeq number of the message up to which the sender has read
 * @param receiptSeq number of the message up to which the read receipt reaches
 * @param ownAfter number of the sender's own messages after {@code readSeq}
 */
record ReadPointer(long readSeq, long receiptSeq, long ownAfter) {
    /** Returns the pointer of a participant who has not read any message since joining. */
    static ReadPointer ofNewParticipant(long joinedSeq) {
        return new ReadPointer(joinedSeq, joinedSeq, 0);
    }

    /**
     * Returns the pointer after the participant has sent a message. If the sender had read everything before the message,
     * the pointer moves to it. Otherwise, the messages before it remain unread.
     *
     * @param seq number of the sent message
     */
    ReadPointer afterSend(long seq) {
        return readSeq < seq - 1
                ? new ReadPointer(readSeq, receiptSeq, ownAfter + 1)
                : new ReadPointer(seq, Math.max(receiptSeq, seq), 0);
    }
}
