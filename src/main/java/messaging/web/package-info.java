/**
 * What stands before and around JAX-RS: the request's id, forwarded headers from trusted proxies, allowed hosts, path ids,
 * and problem details for what the container itself refuses.
 */
package messaging.web;
