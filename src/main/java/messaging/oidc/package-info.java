/**
 * OpenID Connect Discovery (S-AUTH-4): finds the keys and endpoints of a trusted issuer from its identifier alone.
 * {@link messaging.settings.SsoIssuer} configures the trusted issuers; the {@code auth.jwt} package verifies their tokens.
 */
package messaging.oidc;
