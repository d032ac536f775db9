/**
 * What stands before and around JAX-RS: the request's id, forwarded headers from trusted proxies, allowed hosts, path ids,
 * and problem details for what the container itself refuses; behind it, entity tags of content and {@code 304} (S-SPEED-5).
 */
package messaging.web;
