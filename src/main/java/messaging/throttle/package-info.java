/**
 * Limits how often clients may try something. Token buckets in the database hold across replicas and restarts.
 */
package messaging.throttle;
