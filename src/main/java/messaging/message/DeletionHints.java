package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers conversations in which messages have been deleted, so that an offset in the others can be read with a simpler
 * statement. It may forget: the statement returns the number of deleted messages, and is repeated if there are any.
 */
@ApplicationScoped
class DeletionHints {
    private static final int MAX_CONVERSATIONS = 10_000;

    private final Map<Long, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > MAX_CONVERSATIONS;
        }
    };

    /** Returns whether messages of a conversation are known to be deleted. */
    synchronized boolean hasDeletions(long conversation) {
        // An access keeps the entry.
        return known.get(conversation) != null;
    }

    /** Remembers that messages of a conversation are deleted. */
    synchronized void add(long conversation) {
        known.put(conversation, true);
    }
}
