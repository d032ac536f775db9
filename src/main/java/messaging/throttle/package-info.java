/**
 * Rate limits of attempts, such as password checks. The token buckets are stored in the database, so they apply across
 * replicas and restarts.
 */
package messaging.throttle;
