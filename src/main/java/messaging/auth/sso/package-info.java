/**
 * Single sign-on (S-AUTH-4): maps the claims of an external issuer's tokens to accounts, and lists the issuers where users
 * can sign in. Verification of these tokens belongs to the {@code auth.jwt} package.
 */
package messaging.auth.sso;
