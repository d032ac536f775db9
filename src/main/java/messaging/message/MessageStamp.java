package messaging.message;

import java.time.Instant;

/**
 * The numbers and the time of a new message. {@link LockedSendTarget} creates it under the conversation's lock.
 *
 * @param seq number in the conversation, from 1 and without gaps
 * @param version of the conversation with this message
 * @param sentAt UTC
 */
record MessageStamp(long seq, long version, Instant sentAt) {}
