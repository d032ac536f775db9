package messaging.inbox;

/**
 * What the messages behind somebody's read pointer add up to.
 *
 * @param conversation id of the conversation
 * @param deletedOfOthers how many messages of others are deleted
 * @param ownAfter how many are one's own, deleted or not
 */
record UnreadSummary(long conversation, long deletedOfOthers, long ownAfter) {}
