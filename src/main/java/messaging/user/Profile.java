package messaging.user;

/**
 * The names and the email address of an account.
 *
 * @param username unique regardless of case
 * @param email unique regardless of case; null for a single sign-on account without one
 * @param firstName may be empty
 * @param lastName may be empty
 */
public record Profile(String username, String email, String firstName, String lastName) {}
