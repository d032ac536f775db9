package messaging.presence;

/**
 * A participant is typing, on this replica or another one. A CDI event.
 *
 * @param conversation ID of the conversation
 * @param user ID of the participant
 */
public record TypingStarted(long conversation, long user) {}
