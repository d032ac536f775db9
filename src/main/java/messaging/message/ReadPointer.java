package messaging.message;

/**
 * How far the sender of a message has read (S-PLUS-3, ADR 0016).
 *
 * @param readSeq number of the message up to which the sender has read
 * @param receiptSeq number of the message up to which the receipt reaches that the other participants see
 * @param ownAfter how many of the sender's own messages come after {@code readSeq}
 */
record ReadPointer(long readSeq, long receiptSeq, long ownAfter) {
    /** Returns the pointer of a participant who has read nothing since they joined. */
    static ReadPointer ofNewParticipant(long joinedSeq) {
        return new ReadPointer(joinedSeq, joinedSeq, 0);
    }

    /**
     * Returns the pointer after the participant has sent a message. A sender who had read everything before it has read it
     * too; otherwise, the messages before it remain unread.
     *
     * @param seq number of the sent message
     */
    ReadPointer afterSend(long seq) {
        return readSeq < seq - 1
                ? new ReadPointer(readSeq, receiptSeq, ownAfter + 1)
                : new ReadPointer(seq, Math.max(receiptSeq, seq), 0);
    }
}
