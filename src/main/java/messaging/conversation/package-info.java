/**
 * Conversations and their participants (S-API-7). A change locks the conversation's row ({@code ConversationAccess}) and
 * raises its version ({@code LockedConversation}, {@code Stamp}); a message also gets the next number. Deleted conversations
 * and removed participants leave their rows behind. Messages are left to the {@code message} package.
 */
package messaging.conversation;
