/**
 * Attacks on the application and what it answers to them; {@code docs/security.md} says which test proves which measure.
 */
package messaging.security;
