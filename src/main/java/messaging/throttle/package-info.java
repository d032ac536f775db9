/**
 * Limits on how often somebody may try something. Token buckets in the database hold across replicas and restarts; the
 * algorithm and its storage are Bucket4j's.
 */
package messaging.throttle;
