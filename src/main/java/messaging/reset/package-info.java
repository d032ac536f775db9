/**
 * Forgotten passwords (S-API-16): a one-time code, sent by e-mail to whoever asks for it, or made by an administrator to
 * be handed over. Only the code's hash is kept; the answer never says whether an address is known.
 */
package messaging.reset;
