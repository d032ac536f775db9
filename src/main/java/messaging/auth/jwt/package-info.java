/**
 * JSON Web Tokens (S-AUTH-1, S-AUTH-3, S-AUTH-5): the signing keys, the tokens that the application issues, and the verification of
 * tokens against the keys of the issuer that they name. {@link messaging.auth.jwt.TrustedIssuers} holds the issuers. Whether
 * the session or the account behind a valid token is still active is up to the {@code auth} and {@code auth.session}
 * packages.
 */
package messaging.auth.jwt;
