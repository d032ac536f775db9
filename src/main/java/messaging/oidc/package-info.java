/**
 * OpenID Connect Discovery (S-AUTH-4): finds the keys and endpoints of a trusted issuer from the issuer's name alone.
 * Which issuers are trusted is configured in {@link messaging.settings.SsoIssuer}; verifying their tokens is the {@code
 * token} package's job.
 */
package messaging.oidc;
