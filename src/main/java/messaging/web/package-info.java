/**
 * HTTP outside of resources: request IDs, forwarded headers from trusted proxies, allowed hosts, IDs in paths, problem
 * details for requests that the container rejects, and entity tags with {@code 304} (S-SPEED-5).
 */
package messaging.web;
