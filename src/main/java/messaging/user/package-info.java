/**
 * Accounts: registration, profiles, deletion, the administrators' list and the directory (S-API-5, S-API-6, S-API-15), and
 * the rules and hashes of passwords (S-TEXT-4). Sign-ins and sessions belong to the {@code auth} package, which is notified
 * of changes by events such as {@link messaging.user.PasswordChanged}.
 */
package messaging.user;
