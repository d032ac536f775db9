/** Revisions of resources as entity tags (RFC 9110, section 8.8.3), and {@code If-Match} against lost updates. */
package messaging.revision;
