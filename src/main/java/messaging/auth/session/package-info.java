/**
 * Sessions (S-AUTH-2): each sign-in opens one; its refresh token can be used once, and a second use revokes the session.
 * Verification of tokens belongs to the {@code auth.jwt} package, checks of passwords to the {@code auth} package.
 */
package messaging.auth.session;
