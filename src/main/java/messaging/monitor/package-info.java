/**
 * What the operator sees of a running server: metrics for Prometheus at {@code /metrics} and the request's id on every
 * line of the log (S-RUN-6). It knows no feature; the features tell it what happened. No label has a value that a client
 * could make up, and nothing of what people write is in any of it.
 */
package messaging.monitor;
