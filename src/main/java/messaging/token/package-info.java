/**
 * Tokens and sessions (S-API-2 to S-API-4, S-AUTH-1 to S-AUTH-5). Access tokens are short-lived MicroProfile JWTs; a
 * refresh token belongs to a session, is good once, and its second use ends the session. {@link
 * messaging.token.TrustedIssuers} holds whose tokens count, each issuer with keys of its own; {@link
 * messaging.token.BearerTokenFilter} authenticates requests by them, {@link messaging.token.AccessGuard} refuses a request
 * without one. What an account is and how its password is judged is the
 * {@code user} package's.
 */
package messaging.token;
