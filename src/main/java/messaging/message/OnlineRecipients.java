package messaging.message;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * A query for the participants who are online, for a message that mentions {@code @here}. It is a CDI event because the
 * package with the live connections depends on this one; its observer adds the answer.
 */
public final class OnlineRecipients {
    private final Collection<Long> participants;
    private final Set<Long> online = new HashSet<>();

    OnlineRecipients(Collection<Long> participants) {
        this.participants = List.copyOf(participants);
    }

    /**
     * Adds the participants who are online.
     *
     * @param isOnline returns whether an account is online, by its id
     */
    public void addOnline(LongPredicate isOnline) {
        participants.stream().filter(isOnline::test).forEach(online::add);
    }

    Set<Long> online() {
        return Set.copyOf(online);
    }
}
