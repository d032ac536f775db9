package messaging.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks into the database now and then for changes that nobody told the hub. It also knows until when everything has
 * been told, which is where a client may resume.
 */
@ApplicationScoped
class Lookout {
    // Ids in one statement.
    private static final int PART = 500;

    @Inject
    private EventService service;

    @Inject
    private Listeners listeners;

    @Inject
    private Hub hub;

    private volatile Optional<Position> told = Optional.empty();
    // What the last look found and had not been told yet, with the time of that look.
    private Map<Long, Long> outstanding = Map.of();
    private Optional<Instant> lastLook = Optional.empty();

    /** A position up to which everything that was committed has been told; empty for a while after the start. */
    Optional<Position> told() {
        return told;
    }

    /** Looks for changes that nobody told. */
    synchronized void look() {
        if (outstanding.entrySet().stream().allMatch(one -> hub.isTold(one.getKey(), one.getValue()))) {
            told = lastLook.map(Position::at).or(() -> told);
            outstanding = Map.of();
        }
        var now = service.now();
        var since = told.map(Position::since).orElse(now).minus(EventService.OVERLAP);
        var recent = service.recent(since);
        recent.joined().forEach((conversation, users) -> {
            if (users.stream()
                    .anyMatch(user -> listeners.has(user)
                            && !listeners.conversations(user).contains(conversation))) {
                hub.reached(conversation, recent.versions().getOrDefault(conversation, 0L), true);
            }
        });
        recent.versions().forEach((conversation, version) -> hub.reached(conversation, version, false));
        lookForReads(since);
        if (outstanding.isEmpty()) {
            lastLook = Optional.of(now);
            outstanding = recent.versions().entrySet().stream()
                    .filter(one -> !hub.isTold(one.getKey(), one.getValue()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    }

    // Read pointers are outside the versions: who has read what, unless it was told already.
    private void lookForReads(Instant since) {
        var all = hub.followed();
        for (int i = 0; i < all.size(); i += PART) {
            service.receiptsToTell(all.subList(i, Math.min(i + PART, all.size())), since).stream()
                    .filter(read -> !hub.isTold(read))
                    .forEach(hub::hasRead);
        }
    }
}
