/**
 * Attacks on the application and its responses to them; {@code docs/security.md} lists the measures and their tests.
 */
package messaging.security;
