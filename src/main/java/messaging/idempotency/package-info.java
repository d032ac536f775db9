/**
 * Doing a thing once, however often it is asked for (S-PLUS-4): the id that a client gives its request, and what tells a
 * repeated request from another one with the same id. Both are kept with what the request made, for ever. Where an id is
 * unique is the feature's to say. It uses no feature package.
 */
package messaging.idempotency;
