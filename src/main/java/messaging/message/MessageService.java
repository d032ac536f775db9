package messaging.message;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import messaging.conversation.Conversation;
import messaging.conversation.ConversationNotFound;
import messaging.conversation.Conversations;
import messaging.conversation.Participant;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.problem.Forbidden;
import messaging.revision.IfMatch;

/** Sends messages and changes them. */
@Stateless
public class MessageService {
    @Inject
    private Messages messages;

    @Inject
    private Conversations conversations;

    @Inject
    private MessageViews views;

    @Inject
    private Event<MessageSent> sent;

    @Inject
    private Clock clock;

    /**
     * A message as it was read, with what its entity tag is made of.
     *
     * @param view the message
     * @param revision counts its edits
     */
    public record Revised(MessageView view, long revision) {}

    /**
     * Sends a message.
     *
     * @param conversation id of the conversation
     * @param caller who must be in it
     * @param body checked for form
     * @return the message with its numbers
     * @throws ConversationNotFound if it is none of the caller's
     */
    public Revised send(long conversation, long caller, NewMessage body) {
        var locked = lock(conversation, caller);
        var sender = participant(conversation, caller).user();
        var message = Message.send(locked, sender, body.content(), clock.instant());
        messages.add(message);
        sent.fire(new MessageSent(conversation, message.seq(), caller));
        return revised(message);
    }

    /**
     * Messages of a conversation.
     *
     * @param conversation id of the conversation
     * @param caller who must be in it
     * @param page which part
     * @return the part
     * @throws ConversationNotFound if it is none of the caller's
     */
    public Slice<MessageView> list(long conversation, long caller, PageQuery page) {
        participant(conversation, caller);
        var found = conversations.find(conversation).orElseThrow(() -> new ConversationNotFound(conversation));
        return views(messages.page(found, page));
    }

    /**
     * A message.
     *
     * @param conversation id of the conversation
     * @param id of the message
     * @param caller who must be in the conversation
     * @return the message
     * @throws ConversationNotFound if it is none of the caller's
     * @throws MessageNotFound if the conversation has no such message
     */
    public Revised read(long conversation, long id, long caller) {
        participant(conversation, caller);
        conversations.find(conversation).orElseThrow(() -> new ConversationNotFound(conversation));
        return revised(find(conversation, id));
    }

    /**
     * Gives a message other words.
     *
     * @param conversation id of the conversation
     * @param id of the message
     * @param caller who must have sent it
     * @param changes what changes
     * @param condition on the revision
     * @return the changed message
     * @throws ConversationNotFound if it is none of the caller's
     * @throws MessageNotFound if the conversation has no such message
     * @throws Forbidden if somebody else sent it
     */
    public Revised edit(long conversation, long id, long caller, MessageChanges changes, IfMatch condition) {
        var locked = lock(conversation, caller);
        var message = find(conversation, id);
        if (!message.isFrom(caller)) {
            throw new Forbidden("Only the sender of a message may edit it.");
        }
        condition.require(message.revision());
        changes.content().value().ifPresent(content -> message.edit(content, locked, clock.instant()));
        return revised(message);
    }

    /**
     * Deletes a message for everybody.
     *
     * @param conversation id of the conversation
     * @param id of the message
     * @param caller who must have sent it or moderate the conversation
     * @param condition on the revision
     * @throws ConversationNotFound if it is none of the caller's
     * @throws MessageNotFound if the conversation has no such message
     * @throws Forbidden if the caller may not
     */
    public void delete(long conversation, long id, long caller, IfMatch condition) {
        var locked = lock(conversation, caller);
        var message = find(conversation, id);
        if (!message.isFrom(caller) && !participant(conversation, caller).role().moderates()) {
            throw new Forbidden("Only the sender of a message or an administrator of the conversation may delete it.");
        }
        condition.require(message.revision());
        message.delete(caller, locked, clock.instant());
    }

    // First a look without the lock: nobody outside may hold up a conversation by asking for it.
    private Conversation lock(long conversation, long caller) {
        participant(conversation, caller);
        var locked = conversations.lock(conversation).orElseThrow(() -> new ConversationNotFound(conversation));
        // And one with it: whoever held the lock before may have removed the caller.
        participant(conversation, caller);
        return locked;
    }

    private Participant participant(long conversation, long caller) {
        return conversations
                .participation(conversation, caller)
                .orElseThrow(() -> new ConversationNotFound(conversation));
    }

    private Revised revised(Message message) {
        return new Revised(views.of(message), message.revision());
    }

    private Slice<MessageView> views(Slice<Message> slice) {
        return new Slice<>(slice.count(), views.of(slice.items()));
    }

    private Message find(long conversation, long id) {
        return messages.find(conversation, id).orElseThrow(() -> new MessageNotFound(id));
    }
}
