package messaging.message;

import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import messaging.conversation.Conversation;
import messaging.conversation.ConversationNotFound;
import messaging.conversation.Conversations;
import messaging.conversation.Participant;
import messaging.idempotency.ClientIdReused;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.problem.Forbidden;
import messaging.problem.ProblemType;
import messaging.revision.IfMatch;

/** Sends messages, changes them, and takes reactions to them. */
@Stateless
public class MessageService {
    /** Most different emoji of one message. */
    public static final int MAX_EMOJI = 50;

    @Inject
    private SendTransaction transaction;

    @Inject
    private Messages messages;

    @Inject
    private Mentions mentions;

    @Inject
    private Reactions reactions;

    @Inject
    private MessageDetails details;

    @Inject
    private Conversations conversations;

    @Inject
    private Clock clock;

    @Resource
    private SessionContext context;

    /**
     * A message as it was read, with what its entity tag is made of.
     *
     * @param view the message
     * @param revision counts its edits
     */
    public record Revised(MessageView view, long revision) {}

    /**
     * A message that was sent, now or by an earlier request with the same id.
     *
     * @param message as it is now
     * @param isNew whether it was this request
     */
    public record Sent(Revised message, boolean isNew) {
        /**
         * The message.
         *
         * @return as it is now
         */
        public MessageView view() {
            return message.view();
        }
    }

    /**
     * A reaction that is there after a request.
     *
     * @param view the reaction
     * @param isNew false if it was there before
     */
    public record AddedReaction(ReactionView view, boolean isNew) {}

    /** A conversation as one of its participants sees it. */
    private record Place(Conversation conversation, Participant participant) {
        long id() {
            return conversation.id();
        }

        long firstVisible() {
            return conversation.firstVisibleSeq(participant);
        }
    }

    /**
     * Sends a message, once for each id that the client gives one.
     *
     * @param conversation id of the conversation
     * @param caller who must be in it
     * @param body checked for form
     * @return the message with its numbers
     * @throws ConversationNotFound if it is none of the caller's
     * @throws messaging.problem.InvalidInput if it answers what the conversation doesn't have
     * @throws ClientIdReused if the client gave another message this id
     * @throws MessageDeleted if the message was sent before and has been deleted since
     */
    public Sent send(long conversation, long caller, NewMessage body) {
        return transaction
                .run(List.of(new SendRequest(conversation, caller, body)))
                .get(0)
                .orElseThrow()
                .sent(() -> findRepeated(conversation, caller, body));
    }

    /**
     * Sends messages of several requests in one transaction (ADR 0036). A request that is refused does not affect the others.
     *
     * @param batch the requests; keeps what became of each
     */
    public void send(SendBatch batch) {
        var outcomes = transaction.run(batch.requests());
        // Its time is over: it is known that nothing will be committed.
        if (context.getRollbackOnly()) {
            throw new IllegalStateException("The transaction was rolled back");
        }
        batch.complete(outcomes);
    }

    /**
     * Returns the message that an earlier request with the same client id sent.
     *
     * @param conversation id of the conversation
     * @param caller who sent it
     * @param body of the repeated request
     * @return the message as it is now
     * @throws ClientIdReused if the client gave another message this id
     * @throws MessageDeleted if the message has been deleted since
     */
    public Sent findRepeated(long conversation, long caller, NewMessage body) {
        var earlier =
                body.id().flatMap(id -> messages.find(conversation, caller, id)).orElseThrow();
        if (!earlier.matchesRequest(body.hash())) {
            throw new ClientIdReused();
        }
        if (earlier.isDeleted()) {
            throw new MessageDeleted();
        }
        return new Sent(revised(earlier), false);
    }

    /**
     * The words that a message has had.
     *
     * @param conversation id of the conversation
     * @param id of the message
     * @param caller who must be in the conversation
     * @param page which part
     * @return the part; the newest words are those that it has now
     * @throws ConversationNotFound if it is none of the caller's
     * @throws MessageNotFound if the conversation has no such message
     */
    public Slice<RevisionView> history(long conversation, long id, long caller, PageQuery page) {
        return messages.history(find(enter(conversation, caller), id), page);
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
        var place = lock(conversation, caller);
        var message = find(place, id);
        if (!message.isFrom(caller)) {
            throw new Forbidden(ProblemType.NOT_SENDER);
        }
        condition.require(message.revision());
        return changes.content()
                .value()
                .filter(content -> !message.hasContent(content))
                .map(content -> edit(message, content, place))
                .orElseGet(() -> revised(message));
    }

    /**
     * Deletes a message for everybody, with all that belongs to it.
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
        var place = lock(conversation, caller);
        var message = find(place, id);
        if (!message.isFrom(caller) && !place.participant().role().canModerate()) {
            throw new Forbidden(ProblemType.DELETION_NOT_ALLOWED);
        }
        condition.require(message.revision());
        delete(message, caller, place.conversation());
    }

    /**
     * Deletes a message of any conversation, for administrators of the site. Keeping account of it is the caller's.
     *
     * @param conversation id of the conversation
     * @param id of the message
     * @param administrator id of the account
     * @throws ConversationNotFound if there is no such conversation
     * @throws MessageNotFound if the conversation has no such message
     */
    public void deleteAny(long conversation, long id, long administrator) {
        var locked = conversations.lock(conversation).orElseThrow(() -> new ConversationNotFound(conversation));
        var message = messages.find(conversation, id, 1).orElseThrow(() -> new MessageNotFound(id));
        delete(message, administrator, locked);
    }

    private void delete(Message message, long by, Conversation conversation) {
        if (message.isEdited()) {
            messages.removeHistory(message);
        }
        mentions.remove(message, message.content().orElseThrow());
        reactions.removeAll(message);
        message.delete(by, conversation, clock.instant());
    }

    /**
     * Adds the caller's reaction to a message, unless it is there already.
     *
     * @param conversation id of the conversation
     * @param id of the message
     * @param caller who must be in the conversation
     * @param emoji the emoji
     * @return the reaction
     * @throws ConversationNotFound if it is none of the caller's
     * @throws MessageNotFound if the conversation has no such message
     * @throws TooManyReactions if the message has too many different ones already
     */
    public AddedReaction addReaction(long conversation, long id, long caller, Emoji emoji) {
        var place = lock(conversation, caller);
        var message = find(place, id);
        var added = react(place, message, emoji);
        var reaction = added.or(() -> reactions.find(message, caller, emoji)).orElseThrow();
        return new AddedReaction(ReactionView.of(reaction, place.participant().user()), added.isPresent());
    }

    /**
     * Adds the caller's reaction to a message, unless it is there already, and returns nothing about it.
     *
     * @param conversation id of the conversation
     * @param id of the message
     * @param caller who must be in the conversation
     * @param emoji the emoji
     * @throws ConversationNotFound if it is none of the caller's
     * @throws MessageNotFound if the conversation has no such message
     * @throws TooManyReactions if the message has too many different ones already
     */
    public void putReaction(long conversation, long id, long caller, Emoji emoji) {
        var place = lock(conversation, caller);
        react(place, find(place, id), emoji);
    }

    // Empty if the reaction is there already.
    private Optional<Reaction> react(Place place, Message message, Emoji emoji) {
        var caller = place.participant().userId();
        var chosen = reactions.emoji(message, caller);
        if (chosen.getOrDefault(emoji.value(), false)) {
            return Optional.empty();
        }
        if (chosen.size() >= MAX_EMOJI && !chosen.containsKey(emoji.value())) {
            throw new TooManyReactions(MAX_EMOJI);
        }
        var reaction = Reaction.to(message, caller, emoji, clock.instant());
        reactions.add(reaction);
        message.reactionsChanged(place.conversation());
        return Optional.of(reaction);
    }

    /**
     * Removes the caller's reaction from a message, if it is there.
     *
     * @param conversation id of the conversation
     * @param id of the message
     * @param caller who must be in the conversation
     * @param emoji which one
     * @throws ConversationNotFound if it is none of the caller's
     * @throws MessageNotFound if the conversation has no such message
     */
    public void removeReaction(long conversation, long id, long caller, Emoji emoji) {
        var place = lock(conversation, caller);
        var message = find(place, id);
        if (reactions.remove(message, caller, emoji)) {
            message.reactionsChanged(place.conversation());
        }
    }

    /**
     * The reactions to a message.
     *
     * @param conversation id of the conversation
     * @param id of the message
     * @param caller who must be in the conversation
     * @param page which part
     * @return the part
     * @throws ConversationNotFound if it is none of the caller's
     * @throws MessageNotFound if the conversation has no such message
     */
    public Slice<ReactionView> reactions(long conversation, long id, long caller, PageQuery page) {
        return reactions.page(find(enter(conversation, caller), id), page).map(ReactionView::of);
    }

    private Revised edit(Message message, String content, Place place) {
        var previous = message.content().orElseThrow();
        messages.add(MessageRevision.of(message));
        message.edit(content, place.conversation(), clock.instant());
        mentions.replace(
                message,
                previous,
                place.conversation().isDirect(),
                place.participant().role());
        return revised(message);
    }

    private Place enter(long conversation, long caller) {
        var participant = participant(conversation, caller);
        return new Place(
                conversations.find(conversation).orElseThrow(() -> new ConversationNotFound(conversation)),
                participant);
    }

    // First a look without the lock: nobody outside may hold up a conversation by asking for it.
    private Place lock(long conversation, long caller) {
        participant(conversation, caller);
        var locked = conversations.lock(conversation).orElseThrow(() -> new ConversationNotFound(conversation));
        // And one with it: whoever held the lock before may have removed the caller.
        return new Place(locked, participant(conversation, caller));
    }

    private Participant participant(long conversation, long caller) {
        return conversations
                .findParticipant(conversation, caller)
                .orElseThrow(() -> new ConversationNotFound(conversation));
    }

    private Revised revised(Message message) {
        return new Revised(details.addTo(List.of(MessageRow.of(message))).get(0), message.revision());
    }

    private Message find(Place place, long id) {
        return messages.find(place.id(), id, place.firstVisible()).orElseThrow(() -> new MessageNotFound(id));
    }
}
