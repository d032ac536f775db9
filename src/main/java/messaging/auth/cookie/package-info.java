/**
 * Sign-in for browsers (S-API-2, S-API-3): the refresh token stays in a cookie that no script can read. Rules for sign-ins and
 * refresh tokens belong to the {@code auth} and {@code auth.session} packages.
 */
package messaging.auth.cookie;
