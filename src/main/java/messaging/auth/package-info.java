/**
 * Sign-in and the authentication of requests (S-API-2 to S-API-4, S-AUTH-1 to S-AUTH-4). {@link
 * messaging.auth.BearerTokenFilter} turns a valid access token into the user principal of a request; {@link
 * messaging.auth.AuthenticationFilter} rejects requests without one. Tokens, sessions, single sign-on and the refresh cookie
 * have packages of their own. Accounts and password hashes belong to the {@code user} package.
 */
package messaging.auth;
