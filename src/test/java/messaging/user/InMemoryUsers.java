package messaging.user;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The accounts of a unit test. */
public final class InMemoryUsers extends Users {
    private final TreeMap<Long, User> users = new TreeMap<>();

    /** Stores an account that already has an id. */
    public User store(User user) {
        users.put(user.id(), user);
        return user;
    }

    @Override
    public void add(User user) {
        store(ExampleUser.withId(user, users.isEmpty() ? 1 : users.lastKey() + 1));
    }

    @Override
    void flush() {
        // Changes are visible at once.
    }

    @Override
    public Optional<User> find(long id) {
        return Optional.ofNullable(users.get(id));
    }

    @Override
    public Optional<User> lock(long id) {
        return find(id);
    }

    @Override
    public Optional<User> findByUsername(String username) {
        return findFirst(user -> user.username().equalsIgnoreCase(username));
    }

    @Override
    public Optional<User> findByEmail(String email) {
        return findFirst(user ->
                !user.isExternal() && email.equalsIgnoreCase(user.profile().email()));
    }

    @Override
    public Optional<AccountClaims> activeClaims(long id) {
        return find(id).filter(User::isActive)
                .map(user -> new AccountClaims(user.id(), user.username(), user.isAdmin()));
    }

    @Override
    public List<User> findActive(Collection<Long> ids) {
        return users.values().stream()
                .filter(user -> ids.contains(user.id()) && user.isActive())
                .toList();
    }

    @Override
    List<Long> findAdministratorIds() {
        return users.values().stream()
                .filter(user -> user.isAdmin() && user.isActive())
                .map(User::id)
                .toList();
    }

    @Override
    public String collationKey(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private Optional<User> findFirst(Predicate<User> condition) {
        return users.values().stream().filter(condition).findFirst();
    }
}
