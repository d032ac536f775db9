/**
 * Password resets (S-API-16): a one-time code, which the server sends by email on request, or which an administrator hands
 * over. Only the hash of a code is stored, and responses do not reveal whether an account has an address.
 */
package messaging.reset;
