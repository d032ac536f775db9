/**
 * Errors as problem details (RFC 9457, S-API-12): one format for all errors of the domain, JAX-RS and the container. A
 * domain exception has its status, and one mapper per family creates the response. Uses no feature package.
 */
package messaging.problem;
