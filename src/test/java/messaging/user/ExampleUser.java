package messaging.user;

import java.time.Instant;

/** Accounts for the tests of rules that need no database. */
public final class ExampleUser {
    private ExampleUser() {}

    /**
     * An active account.
     *
     * @param id as if the database had given it
     * @param username also makes the address
     * @return the account
     */
    public static User of(long id, String username) {
        return of(id, username, false);
    }

    /** An administrator's account. */
    public static User admin(long id, String username) {
        return of(id, username, true);
    }

    private static User of(long id, String username, boolean admin) {
        var profile = new Profile(username, username + "@example.com", "", "");
        var user = User.register(profile, "hash", Instant.parse("2026-01-01T00:00:00Z"));
        try {
            var field = User.class.getDeclaredField("id");
            field.setAccessible(true);
            field.set(user, id);
            var right = User.class.getDeclaredField("admin");
            right.setAccessible(true);
            right.set(user, admin);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
        return user;
    }
}
