/**
 * Accounts: registration, the own profile, the list for administrators and the directory of people to talk to (S-API-5,
 * S-API-6, S-API-15), and how passwords are kept and judged. Signing in and ending sessions is the {@code token}
 * package's: it hears of a changed password through {@link messaging.user.PasswordChanged}.
 */
package messaging.user;
