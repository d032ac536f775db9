/**
 * The OpenAPI document (S-API-13). What is special to one operation stands in annotations at its method and its records;
 * {@code META-INF/openapi.yaml} holds the shared answers and the addresses that are no resources; {@link
 * messaging.openapi.DocumentFilter} adds what follows from an operation's form. It uses no feature
 * package.
 */
package messaging.openapi;
