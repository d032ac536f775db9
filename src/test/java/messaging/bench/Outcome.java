package messaging.bench;

/**
 * The result of a load.
 *
 * @param requests that succeeded; the load fails if one does not
 * @param seconds from the first request to the last response
 * @param bytes of all responses with their headers
 * @param p99 of the time from request to response in milliseconds, without the time a request waited for a connection
 */
record Outcome(long requests, double seconds, long bytes, double p99) {}
