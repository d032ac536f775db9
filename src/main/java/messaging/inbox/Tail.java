package messaging.inbox;

import java.util.Optional;

/**
 * What the messages behind somebody's read pointer add up to.
 *
 * @param conversation id of the conversation
 * @param deletedOfOthers how many messages of others are deleted
 * @param ownAfter how many are one's own, deleted or not
 * @param latest id of the latest message of the whole conversation that may be seen and is not deleted
 */
record Tail(long conversation, long deletedOfOthers, long ownAfter, Optional<Long> latest) {}
