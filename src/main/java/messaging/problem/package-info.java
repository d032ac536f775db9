/**
 * Errors as problem details (RFC 9457, S-API-12): one shape for everything that goes wrong, whether the domain, JAX-RS
 * or the container says so. A domain exception knows its status; a mapper for each family turns it into the answer. It
 * uses no feature package.
 */
package messaging.problem;
