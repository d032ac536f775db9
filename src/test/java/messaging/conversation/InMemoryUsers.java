package messaging.conversation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import messaging.user.ExampleUser;
import messaging.user.User;
import messaging.user.Users;

/** The repository of accounts without a database: the accounts with the ids 1 to 99 exist. */
final class InMemoryUsers extends Users {
    private static final long LAST_ID = 99;

    private final Set<Long> deactivated = new HashSet<>();
    private final List<Long> locked = new ArrayList<>();

    void deactivate(long id) {
        deactivated.add(id);
    }

    /** Returns the ids of the locked accounts, in order. */
    List<Long> locked() {
        return List.copyOf(locked);
    }

    @Override
    public Optional<User> find(long id) {
        return id <= LAST_ID ? Optional.of(ExampleUser.of(id, "user" + id)) : Optional.empty();
    }

    @Override
    public Optional<User> lock(long id) {
        locked.add(id);
        return find(id);
    }

    @Override
    public List<User> findActive(Collection<Long> ids) {
        return ids.stream()
                .filter(this::lockIfActive)
                .flatMap(id -> find(id).stream())
                .toList();
    }

    @Override
    public boolean lockIfActive(long id) {
        return id <= LAST_ID && !deactivated.contains(id);
    }
}
