/**
 * The OpenAPI document (S-API-13). Annotations on methods and records describe single operations; {@code
 * META-INF/openapi.yaml} contains shared responses and paths without a resource; {@link
 * messaging.openapi.DocumentFilter} adds what follows from the form of an operation. Uses no feature package.
 */
package messaging.openapi;
