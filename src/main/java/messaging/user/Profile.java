package messaging.user;

/**
 * What an account says about its person.
 *
 * @param username unique without regard to case
 * @param email unique without regard to case; null for an account that signs in elsewhere without one
 * @param firstName may be empty
 * @param lastName may be empty
 */
public record Profile(String username, String email, String firstName, String lastName) {}
