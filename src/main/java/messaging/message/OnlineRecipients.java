package messaging.message;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Asks which participants are online, when a message mentions those who are here. A CDI event: the package that holds the
 * live connections depends on this one, and answers in the observer.
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
     * @param isOnline decides by the id of the account
     */
    public void addOnline(LongPredicate isOnline) {
        participants.stream().filter(isOnline::test).forEach(online::add);
    }

    Set<Long> online() {
        return Set.copyOf(online);
    }
}
