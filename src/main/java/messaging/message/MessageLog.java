package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Messages as they stand, deleted ones too, for those who tell clients what changed. */
@ApplicationScoped
public class MessageLog {
    @Inject
    private Messages messages;

    @Inject
    private MessageViews views;

    /**
     * A message as it stands.
     *
     * @param seq its number in the conversation
     * @param version of the conversation at its latest change
     * @param sentVersion of the conversation when it was sent; 0 if that is not known any more
     * @param view what participants see; empty once deleted
     * @param tombstone what is left of a deleted one
     */
    public record Entry(
            long seq, long version, long sentVersion, Optional<MessageView> view, Optional<TombstoneView> tombstone) {}

    /**
     * Reads messages with a constant number of statements.
     *
     * @param conversation id of the conversation
     * @param seqs their numbers
     * @return in any order; only those that exist
     */
    public List<Entry> read(long conversation, Collection<Long> seqs) {
        var found = messages.bySeq(conversation, seqs);
        var shown = views
                .of(found.stream().filter(message -> !message.isDeleted()).toList())
                .stream()
                .collect(Collectors.toMap(MessageView::seq, Function.identity()));
        return found.stream()
                .map(message -> new Entry(
                        message.seq(),
                        message.version(),
                        message.sentVersion(),
                        Optional.ofNullable(shown.get(message.seq())),
                        Optional.of(message).filter(Message::isDeleted).map(TombstoneView::of)))
                .toList();
    }
}
