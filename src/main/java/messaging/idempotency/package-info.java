/**
 * Idempotent creation (S-PLUS-4): the id that a client chooses for a request, and the hash that distinguishes a retry from a
 * different request with the same id. Both are stored with the created resource, forever. Each feature decides within which
 * scope its ids are unique. This package depends on no feature.
 */
package messaging.idempotency;
