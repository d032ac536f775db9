package messaging.inbox;

/**
 * The messages after a user's read pointer that do not count as unread.
 *
 * @param conversation id of the conversation
 * @param deletedOfOthers number of other users' deleted messages
 * @param ownAfter number of the user's own messages, deleted ones included
 */
record UnreadSummary(long conversation, long deletedOfOthers, long ownAfter) {}
