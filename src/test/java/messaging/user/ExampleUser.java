package messaging.user;

import java.time.Instant;

/** Accounts for unit tests. */
public final class ExampleUser {
    private static final Instant CREATED_AT = Instant.parse("2026-01-01T00:00:00Z");

    private ExampleUser() {}

    /**
     * Returns an active account with a password.
     *
     * @param id as if the database had assigned it
     * @param username also used for the email address
     */
    public static User of(long id, String username) {
        return of(id, username, "hash");
    }

    /** Returns an active account with the given password hash. */
    public static User of(long id, String username, String passwordHash) {
        return withId(User.register(profile(username), passwordHash, CREATED_AT), id);
    }

    /** Returns an administrator's account. */
    public static User admin(long id, String username) {
        var user = of(id, username);
        user.promote(CREATED_AT);
        return user;
    }

    /** Returns a single sign-on account. */
    public static User external(long id, String username) {
        return withId(User.registerExternal(profile(username), CREATED_AT), id);
    }

    /** Deactivates an account. */
    public static User deactivated(User user) {
        user.deactivate(CREATED_AT);
        return user;
    }

    /** Deletes an account. */
    public static User deleted(User user) {
        user.anonymize("deleted-" + user.id(), CREATED_AT);
        return user;
    }

    private static Profile profile(String username) {
        return new Profile(username, username + "@example.com", "", "");
    }

    static User withId(User user, long id) {
        try {
            var field = User.class.getDeclaredField("id");
            field.setAccessible(true);
            field.set(user, id);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
        return user;
    }
}
