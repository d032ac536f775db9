package messaging.message;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import messaging.conversation.ConversationAccess;
import messaging.conversation.ConversationNotFound;
import messaging.conversation.ParticipantLock;
import messaging.idempotency.CreateResult;

/** Adds and removes reactions to messages. */
@Stateless
public class ReactionService {
    /** Maximum number of different emoji on a message. */
    public static final int MAX_EMOJI = 50;

    private final Messages messages;
    private final Reactions reactions;
    private final ConversationAccess access;
    private final Clock clock;

    /** For the container. */
    public ReactionService() {
        this(null, null, null, null);
    }

    @Inject
    ReactionService(Messages messages, Reactions reactions, ConversationAccess access, Clock clock) {
        this.messages = messages;
        this.reactions = reactions;
        this.access = access;
        this.clock = clock;
    }

    /**
     * Adds the caller's reaction to a message, or returns the existing one.
     *
     * @param conversation id of the conversation
     * @param message id of the message
     * @param caller id of a participant
     * @param emoji the emoji
     * @return the reaction
     * @throws ConversationNotFound if the caller is not a participant
     * @throws MessageNotFound if the caller cannot see the message
     * @throws TooManyReactions if the message already has {@link #MAX_EMOJI} other emoji
     */
    public CreateResult<ReactionView> add(long conversation, long message, long caller, Emoji emoji) {
        var lock = access.lock(conversation, caller);
        var target = messages.require(lock, message);
        var added = insert(lock, target, emoji);
        var reaction = added.or(() -> reactions.find(target, caller, emoji)).orElseThrow();
        return new CreateResult<>(ReactionView.of(reaction, lock.caller().user()), added.isPresent());
    }

    /**
     * Adds the caller's reaction to a message if it is missing. In contrast to {@link #add}, it does not read the reaction.
     *
     * @param conversation id of the conversation
     * @param message id of the message
     * @param caller id of a participant
     * @param emoji the emoji
     * @throws ConversationNotFound if the caller is not a participant
     * @throws MessageNotFound if the caller cannot see the message
     * @throws TooManyReactions if the message already has {@link #MAX_EMOJI} other emoji
     */
    public void put(long conversation, long message, long caller, Emoji emoji) {
        var lock = access.lock(conversation, caller);
        insert(lock, messages.require(lock, message), emoji);
    }

    // Empty if the reaction exists.
    private Optional<Reaction> insert(ParticipantLock lock, Message message, Emoji emoji) {
        var caller = lock.caller().userId();
        var used = reactions.emoji(message, caller);
        if (used.getOrDefault(emoji.value(), false)) {
            return Optional.empty();
        }
        if (used.size() >= MAX_EMOJI && !used.containsKey(emoji.value())) {
            throw new TooManyReactions(MAX_EMOJI);
        }
        var reaction = Reaction.to(message, caller, emoji, clock.instant());
        reactions.add(reaction);
        message.recordReactionChange(lock.locked().stampMessageChange());
        return Optional.of(reaction);
    }

    /**
     * Removes the caller's reaction from a message, if it exists.
     *
     * @param conversation id of the conversation
     * @param message id of the message
     * @param caller id of a participant
     * @param emoji the emoji
     * @throws ConversationNotFound if the caller is not a participant
     * @throws MessageNotFound if the caller cannot see the message
     */
    public void remove(long conversation, long message, long caller, Emoji emoji) {
        var lock = access.lock(conversation, caller);
        var target = messages.require(lock, message);
        if (reactions.remove(target, caller, emoji)) {
            target.recordReactionChange(lock.locked().stampMessageChange());
        }
    }
}
